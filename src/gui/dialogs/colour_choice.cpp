// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/colour_choice.h"

#include "platform/colours.h"
#include "platform/style.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>

namespace gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int side = 26;

/// A disc of the colour, a ring around the chosen one, a bar through the one that stands for none.
class Swatch final : public QAbstractButton
{
public:
    Swatch(const QString &colour, const QString &name, QWidget *parent)
        : QAbstractButton(parent)
        , m_colour(colour)
    {
        setCheckable(true);
        setObjectName(colour.isEmpty() ? u"colourNone"_s : u"colour_"_s + colour.mid(1));
        setText(name);
        setAccessibleName(name);
        setToolTip(name.toHtmlEscaped());
        setFocusPolicy(Qt::StrongFocus);
        setFixedSize(side, side);
    }
    [[nodiscard]] const QString &colour() const { return m_colour; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF disc = QRectF(rect()).adjusted(5, 5, -5, -5);
        if (m_colour.isEmpty()) {
            painter.setPen(QPen(platform::colour(palette(), platform::ColourRole::Secondary), 1.2));
            painter.drawEllipse(disc);
            painter.drawLine(QPointF(disc.left() + 3, disc.bottom() - 3), QPointF(disc.right() - 3, disc.top() + 3));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(QColor(m_colour));
            painter.drawEllipse(disc);
        }
        if (!isChecked() && !hasFocus())
            return;
        painter.setBrush(Qt::NoBrush);
        QPen ring(platform::colour(palette(), isChecked() ? platform::ColourRole::Text : platform::ColourRole::Accent),
            isChecked() ? 2 : 1);
        if (hasFocus())
            ring.setColor(platform::colour(palette(), platform::ColourRole::Accent));
        painter.setPen(ring);
        painter.drawEllipse(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }

private:
    QString m_colour;
};

} // namespace

ColourChoice::ColourChoice(QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(platform::measure::inControl);
    layout->addStretch(1);
    m_group->setExclusive(true);
    addSwatch({}, tr("No colour"));
    // Of middling lightness: each stays 3 : 1 apart from a light and from a dark ground.
    addSwatch(u"#cf4f46"_s, tr("Red"));
    addSwatch(u"#c2691c"_s, tr("Orange"));
    addSwatch(u"#9a7d14"_s, tr("Yellow"));
    addSwatch(u"#3d8a4b"_s, tr("Green"));
    addSwatch(u"#268a8a"_s, tr("Teal"));
    addSwatch(u"#3f7ae0"_s, tr("Blue"));
    addSwatch(u"#8262d6"_s, tr("Violet"));
    addSwatch(u"#7a8594"_s, tr("Grey"));
    m_group->buttons().constFirst()->setChecked(true);
    connect(m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *, bool checked) {
        if (checked)
            Q_EMIT colourChanged(colour());
    });
}

void ColourChoice::addSwatch(const QString &colour, const QString &name)
{
    auto *swatch = new Swatch(colour, name, this);
    m_group->addButton(swatch);
    auto *box = static_cast<QHBoxLayout *>(layout());
    box->insertWidget(box->count() - 1, swatch);
}

void ColourChoice::setColour(const QString &colour)
{
    const auto find = [this, &colour]() -> QAbstractButton * {
        for (QAbstractButton *button : m_group->buttons()) {
            if (static_cast<Swatch *>(button)->colour().compare(colour, Qt::CaseInsensitive) == 0)
                return button;
        }
        return nullptr;
    };
    QAbstractButton *button = find();
    if (!button) {
        //: A colour that is none of the eight offered; %1: "#aabbcc"
        addSwatch(colour, tr("Own colour %1").arg(colour));
        button = find();
    }
    button->setChecked(true);
}

QString ColourChoice::colour() const
{
    const auto *checked = static_cast<const Swatch *>(m_group->checkedButton());
    return checked ? checked->colour() : QString();
}

} // namespace gui
