// SPDX-License-Identifier: GPL-3.0-or-later
// Only its precompiled header matters: the test programs use it, too.
int main()
{
    return 0;
}
