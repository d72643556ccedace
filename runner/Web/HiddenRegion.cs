using System.Text;

namespace Moltbot.Runner.Web;

/// <summary>
/// Whether what stands in a document is shown to somebody who looks at it. What is hidden is where a page talks to models alone: an attribute says so, a
/// style of the element's own, or what the element is for. Style sheets are not read.
/// </summary>
internal sealed class HiddenRegion
{
    private static readonly HashSet<string> NeverShown = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "noscript", "svg", "canvas", "object", "iframe", "audio", "video", "noembed", "noframes", "textarea", "select", "datalist", "title",
    };

    private static readonly HashSet<string> Void = new(StringComparer.Ordinal)
    {
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    // Elements whose end tags may be left out, and the ones around them, whose ends are theirs too.
    private static readonly Dictionary<string, (string[] Siblings, string[] Around)> Implied = new(StringComparer.Ordinal)
    {
        ["li"] = (["li"], ["ul", "ol", "menu"]),
        ["dt"] = (["dt", "dd"], ["dl"]),
        ["dd"] = (["dt", "dd"], ["dl"]),
        ["tr"] = (["tr"], ["table"]),
        ["td"] = (["td", "th", "tr"], ["table"]),
        ["th"] = (["td", "th", "tr"], ["table"]),
        ["p"] = (["p", "div", "ul", "ol", "table", "section", "article", "h1", "h2", "h3", "pre", "blockquote", "main", "footer"], ["div", "section", "article", "main", "body", "blockquote", "td", "li"]),
    };

    private string? _element;
    private string? _ended;
    private int _depth;
    private int _around;

    /// <summary>The element whose content is hidden; null where it is shown.</summary>
    public string? Element => _element;

    /// <summary>Takes the next tag in; answers whether what follows is hidden, and the tag with it.</summary>
    public bool Take(HtmlScanner tag)
    {
        if (_element is not null)
        {
            if (!IsOver(tag))
            {
                return true;
            }

            if (tag.Part == HtmlPart.End)
            {
                // The end of what stood around means something outside, too.
                return tag.Name == _ended;
            }
        }

        if (tag.Part != HtmlPart.Start || !IsHidden(tag))
        {
            return false;
        }

        if (!Void.Contains(tag.Name))
        {
            (_element, _depth, _around) = (tag.Name, 1, 0);
        }

        return true;
    }

    /// <summary>Whether the region ends at this tag.</summary>
    private bool IsOver(HtmlScanner tag)
    {
        var isStart = tag.Part == HtmlPart.Start;
        var isOver = Implied.TryGetValue(_element!, out var implied) ? IsOver(tag.Name, isStart, implied.Siblings, implied.Around) : IsOver(tag.Name, isStart);
        if (isOver)
        {
            (_ended, _element) = (_element, null);
        }

        return isOver;
    }

    private bool IsOver(string name, bool isStart)
    {
        if (name == _element)
        {
            _depth += isStart ? 1 : -1;
        }

        return _depth == 0;
    }

    private bool IsOver(string name, bool isStart, string[] siblings, string[] around)
    {
        if (_around == 0 && (isStart ? siblings.Contains(name) : name == _element || around.Contains(name)))
        {
            return true;
        }

        if (around.Contains(name))
        {
            _around += isStart ? 1 : -1;
        }

        return false;
    }

    private static bool IsHidden(HtmlScanner tag) =>
        NeverShown.Contains(tag.Name)
        || tag.Attribute("hidden") is not null
        || tag.Attribute("aria-hidden")?.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) == true
        || (tag.Name == "dialog" && tag.Attribute("open") is null)
        || (tag.Attribute("style") is { } style && Hides(style));

    /// <summary>Whether a style makes that nothing is seen.</summary>
    private static bool Hides(string style)
    {
        foreach (var declaration in WithoutComments(style).ToLowerInvariant().Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            var value = declaration[(colon + 1)..].Replace("!important", "", StringComparison.Ordinal).Trim();
            switch (declaration[..colon].Trim())
            {
                case "display" when value == "none":
                case "visibility" when value is "hidden" or "collapse":
                case "content-visibility" when value == "hidden":
                case "opacity" or "font-size" when IsNothing(value):
                case "left" or "right" or "top" or "text-indent" or "margin-left" when IsFarOutside(value):
                    return true;
            }
        }

        return false;
    }

    private static string WithoutComments(string style)
    {
        var plain = new StringBuilder(style.Length);
        for (var at = 0; at < style.Length;)
        {
            var begin = style.IndexOf("/*", at, StringComparison.Ordinal);
            plain.Append(style, at, (begin < 0 ? style.Length : begin) - at);
            var end = begin < 0 ? -1 : style.IndexOf("*/", begin + 2, StringComparison.Ordinal);
            at = end < 0 ? style.Length : end + 2;
        }

        return plain.ToString();
    }

    /// <summary>A thousand of any unit before the edge: the usual way to move a text off the screen.</summary>
    private static bool IsFarOutside(string value) =>
        value.StartsWith('-') && (value.AsSpan(1).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : value.Length - 1) >= 4;

    /// <summary>Zero in any unit: <c>0</c>, <c>0.0px</c>, <c>0%</c>.</summary>
    private static bool IsNothing(string value)
    {
        var number = value.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz% ");
        return number.Length > 0 && number.IndexOfAnyExcept("0.") < 0;
    }
}
