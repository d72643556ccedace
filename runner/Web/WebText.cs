using System.Text;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Runner.Web;

/// <summary>A text as it is written for a model: what is not seen is left out, and no more is kept than is asked for.</summary>
/// <param name="max">UTF-16 units that are kept.</param>
internal sealed class WebText(int max)
{
    private readonly StringBuilder _text = new();
    private int _breaks;
    private bool _blank;

    /// <summary>Whether there was more than is kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether a line begins here.</summary>
    public bool IsLineStart => _breaks > 0 || _text.Length == 0;

    /// <summary>Appends text as it flows: runs of white space are one blank.</summary>
    public void Flow(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                _blank = true;
            }
            else if (!HostileText.Hides(rune))
            {
                Put(rune);
            }
        }
    }

    /// <summary>Appends text with its lines and blanks.</summary>
    public void Keep(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                _breaks++;
                _blank = false;
            }
            else if (rune.Value == '\t' || rune.Value == ' ')
            {
                Put(rune);
            }
            else if (Rune.IsWhiteSpace(rune) && rune.Value is not ('\r' or '\v' or '\f'))
            {
                Put(new Rune(' '));
            }
            else if (!HostileText.Hides(rune))
            {
                Put(rune);
            }
        }
    }

    /// <summary>Appends marks of our own.</summary>
    public void Mark(string mark)
    {
        _blank &= !mark.StartsWith(' ');
        foreach (var rune in mark.EnumerateRunes())
        {
            Put(rune);
        }
    }

    /// <summary>Puts a blank before what comes next in the line.</summary>
    public void Blank() => _blank = true;

    /// <summary>What stands before the next text, if any comes: a line's mark, say; empty for nothing.</summary>
    public string Opening { get; set; } = "";

    /// <summary>Whether a bracket stands right before the next text; false again when it was written.</summary>
    public bool OpensBracket { get; set; }

    /// <summary>Ends the line; with two, an empty one follows.</summary>
    public void Break(int breaks)
    {
        _breaks = Math.Max(_breaks, breaks);
        _blank = false;
    }

    public override string ToString() => _text.ToString();

    private void Put(Rune rune)
    {
        if (IsCut)
        {
            return;
        }

        var breaks = _text.Length == 0 ? 0 : _breaks;
        var blank = _blank && breaks == 0 && _text.Length > 0 && _text[^1] is not ('\n' or ' ');
        if (_text.Length + breaks + (blank ? 1 : 0) + Opening.Length + (OpensBracket ? 1 : 0) + rune.Utf16SequenceLength > max)
        {
            IsCut = true;
            return;
        }

        _text.Append('\n', breaks).Append(blank ? " " : "").Append(Opening).Append(OpensBracket ? "[" : "").Append(rune.ToString());
        (_breaks, _blank, Opening, OpensBracket) = (0, false, "", false);
    }
}
