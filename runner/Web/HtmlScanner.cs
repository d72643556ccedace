using System.Net;

namespace Moltbot.Runner.Web;

/// <summary>
/// The tags and texts of an HTML document, one after the other. It builds no tree: one that follows the standard's rules for misnested elements
/// grows with the square of what a hostile page sends. Each character is looked at a fixed number of times.
/// </summary>
/// <param name="html">The document.</param>
internal sealed class HtmlScanner(string html)
{
    // Their content is text up to their own end tag, whatever it looks like.
    private static readonly HashSet<string> Raw = new(StringComparer.Ordinal) { "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "title", "textarea" };
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "href", "hidden", "aria-hidden", "style", "open" };

    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private int _at;
    private string? _raw;

    /// <summary>What was found.</summary>
    public HtmlPart Part { get; private set; }

    /// <summary>The element's name, lower-case; of a text, the element whose raw content it is, or nothing.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where a text stands in the document.</summary>
    private Range Place { get; set; }

    /// <summary>The text, with its character references read.</summary>
    public string Text => Name is "" or "title" or "textarea" ? WebUtility.HtmlDecode(html[Place]) : html[Place];

    /// <summary>An attribute of a start tag; null when it is not there. Few are kept.</summary>
    public string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    /// <summary>Goes on to the next part; false at the end.</summary>
    public bool Next()
    {
        while (_at < html.Length)
        {
            if (_raw is { } raw)
            {
                _raw = null;
                if (Found(HtmlPart.Text, raw, _at, EndOfRaw(raw)))
                {
                    return true;
                }

                continue;
            }

            if (html[_at] != '<')
            {
                var end = html.IndexOf('<', _at);
                return Found(HtmlPart.Text, "", _at, end < 0 ? html.Length : end);
            }

            var next = _at + 1 < html.Length ? html[_at + 1] : '\0';
            if (char.IsAsciiLetter(next))
            {
                return StartTag();
            }

            if (next == '/' && _at + 2 < html.Length && char.IsAsciiLetter(html[_at + 2]))
            {
                return EndTag();
            }

            if (next is '!' or '?' or '/')
            {
                _at = EndOfComment();
            }
            else
            {
                return Found(HtmlPart.Text, "", _at, _at + 1);
            }
        }

        return false;
    }

    private bool StartTag()
    {
        Name = NameAt(_at + 1);
        _attributes.Clear();
        if (!ReadAttributes(_at + 1 + Name.Length))
        {
            return false;
        }

        Part = HtmlPart.Start;
        _raw = Raw.Contains(Name) ? Name : null;
        return true;
    }

    private bool EndTag()
    {
        Name = NameAt(_at + 2);
        Part = HtmlPart.End;
        return ReadAttributes(_at + 2 + Name.Length);
    }

    // A tag that does not end is none.
    private bool ReadAttributes(int at)
    {
        while (true)
        {
            at = SkipTo(at, static c => !char.IsWhiteSpace(c) && c != '/');
            if (at >= html.Length)
            {
                _at = html.Length;
                return false;
            }

            if (html[at] == '>')
            {
                _at = at + 1;
                return true;
            }

            // A name may begin with an equals sign.
            var end = SkipTo(at + 1, static c => char.IsWhiteSpace(c) || c is '/' or '>' or '=');
            var name = html.AsSpan(at, end - at);
            at = SkipTo(end, static c => !char.IsWhiteSpace(c));
            var value = "";
            if (at < html.Length && html[at] == '=')
            {
                at = ReadValue(SkipTo(at + 1, static c => !char.IsWhiteSpace(c)), out value);
            }

            if (name.Length <= 16 && name.ToString().ToLowerInvariant() is var known && Kept.Contains(known))
            {
                _attributes.TryAdd(known, WebUtility.HtmlDecode(value));
            }
        }
    }

    private int ReadValue(int at, out string value)
    {
        if (at < html.Length && html[at] is '"' or '\'')
        {
            var end = html.IndexOf(html[at], at + 1);
            end = end < 0 ? html.Length : end;
            value = html[(at + 1)..end];
            return Math.Min(end + 1, html.Length);
        }

        var until = SkipTo(at, static c => char.IsWhiteSpace(c) || c == '>');
        value = html[at..until];
        return until;
    }

    private string NameAt(int at)
    {
        var end = SkipTo(at, static c => char.IsWhiteSpace(c) || c is '/' or '>');
        return html[at..end].ToLowerInvariant();
    }

    private int EndOfRaw(string name)
    {
        for (var at = html.IndexOf("</", _at, StringComparison.Ordinal); at >= 0; at = html.IndexOf("</", at + 2, StringComparison.Ordinal))
        {
            var end = at + 2 + name.Length;
            if (end < html.Length && string.Compare(html, at + 2, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (char.IsWhiteSpace(html[end]) || html[end] is '/' or '>'))
            {
                return at;
            }
        }

        return html.Length;
    }

    private int EndOfComment()
    {
        if (string.CompareOrdinal(html, _at, "<!--", 0, 4) != 0)
        {
            return html.IndexOf('>', _at) is >= 0 and var bogus ? bogus + 1 : html.Length;
        }

        // "<!-->" and "<!--->" are whole comments.
        for (var at = html.IndexOf("--", _at + 2, StringComparison.Ordinal); at >= 0; at = html.IndexOf("--", at + 1, StringComparison.Ordinal))
        {
            if (at + 2 < html.Length && html[at + 2] == '>')
            {
                return at + 3;
            }

            if (at > _at + 2 && at + 3 < html.Length && html[at + 2] == '!' && html[at + 3] == '>')
            {
                return at + 4;
            }
        }

        return html.Length;
    }

    private int SkipTo(int at, Func<char, bool> isMeant)
    {
        while (at < html.Length && !isMeant(html[at]))
        {
            at++;
        }

        return Math.Min(at, html.Length);
    }

    private bool Found(HtmlPart part, string name, int from, int to)
    {
        (Part, Name, Place, _at) = (part, name, from..to, to);
        return to > from;
    }
}
