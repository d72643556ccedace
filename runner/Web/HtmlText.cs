using System.Globalization;
using Moltbot.Policy.Addresses;

namespace Moltbot.Runner.Web;

/// <summary>What somebody reads who looks at an HTML page, as plain text or with a little Markdown: headings, lists, links, code.</summary>
internal sealed class HtmlText
{
    private const int MaxLists = 8;

    private static readonly HashSet<string> Paragraphs = new(StringComparer.Ordinal)
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "menu", "dl", "table", "blockquote", "pre", "figure", "section", "article", "form", "hr",
    };

    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal)
    {
        "address", "aside", "body", "br", "caption", "center", "dd", "details", "dialog", "div", "dt", "fieldset", "figcaption", "footer", "header", "html",
        "legend", "li", "main", "nav", "summary", "tr",
    };

    private readonly HiddenRegion _hidden = new();
    private readonly Stack<int> _lists = new();
    private readonly HtmlScanner _scanner;
    private readonly WebText _text;
    private readonly bool _isMarkdown;
    private Uri _base;
    private string? _link;
    private bool _isPreformatted;
    private bool _hasBase;
    private string? _title;

    private HtmlText(string html, Uri address, bool isMarkdown, int max) =>
        (_scanner, _base, _isMarkdown, _text) = (new HtmlScanner(html), address, isMarkdown, new WebText(max));

    /// <summary>Reads a page.</summary>
    /// <param name="html">The document.</param>
    /// <param name="address">Where it is from: links are relative to it.</param>
    /// <param name="isMarkdown">Whether headings, lists, links and code are marked.</param>
    /// <param name="max">UTF-16 units of the text at most.</param>
    public static (string? Title, string Text, bool IsCut) Read(string html, Uri address, bool isMarkdown, int max)
    {
        var reading = new HtmlText(html, address, isMarkdown, max);
        while (!reading._text.IsCut && reading._scanner.Next())
        {
            reading.Take();
        }

        reading.EndLink();
        return (reading._title, reading._text.ToString(), reading._text.IsCut);
    }

    private void Take()
    {
        if (_scanner.Part == HtmlPart.Text)
        {
            TakeText();
        }
        else if (!_hidden.Take(_scanner))
        {
            if (_scanner.Part == HtmlPart.Start)
            {
                Start(_scanner.Name);
            }
            else
            {
                End(_scanner.Name);
            }
        }
    }

    private void TakeText()
    {
        if (_hidden.Element is { } element)
        {
            if (element == "title" && _title is null && _scanner.Name == "title")
            {
                _title = _scanner.Text.Trim();
            }
        }
        else if (_isPreformatted)
        {
            _text.Keep(_scanner.Text);
        }
        else
        {
            _text.Flow(_scanner.Text);
        }
    }

    private void Start(string name)
    {
        switch (name)
        {
            case "a":
                EndLink();
                BeginLink();
                return;
            case "base" when !_hasBase && _scanner.Attribute("href") is { Length: <= WebAddress.MaxLength } href && Uri.TryCreate(_base, href, out var given):
                (_base, _hasBase) = (given, true);
                return;
            case "td" or "th" when !_text.IsLineStart:
                _text.Blank();
                Mark(" | ");
                return;
        }

        Separate(name);
        switch (name)
        {
            case ['h', >= '1' and <= '6']:
                Open(new string('#', name[1] - '0') + " ");
                break;
            case "ul" or "ol" or "menu" when _lists.Count < MaxLists:
                _lists.Push(name == "ol" ? 1 : 0);
                break;
            case "li":
                Open(Bullet());
                break;
            case "pre":
                Mark("```");
                _text.Break(1);
                _isPreformatted = true;
                break;
            case "blockquote":
                Open("> ");
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "a":
                EndLink();
                return;
            case "pre" when _isPreformatted:
                _isPreformatted = false;
                _text.Break(1);
                Mark("```");
                break;
            case "ul" or "ol" or "menu":
                _lists.TryPop(out _);
                _text.Opening = "";
                break;
            case "li" or "blockquote" or ['h', >= '1' and <= '6']:
                _text.Opening = "";
                break;
        }

        Separate(name);
    }

    private void Separate(string name)
    {
        if (Paragraphs.Contains(name))
        {
            // A list within an entry of another goes on with it.
            _text.Break(name is "ul" or "ol" or "menu" && _lists.Count > 0 ? 1 : 2);
        }
        else if (Lines.Contains(name))
        {
            _text.Break(1);
        }
    }

    private string Bullet()
    {
        if (!_lists.TryPop(out var number))
        {
            return "- ";
        }

        _lists.Push(number == 0 ? 0 : number + 1);
        var indent = new string(' ', 2 * (_lists.Count - 1));
        return number == 0 ? indent + "- " : string.Create(CultureInfo.InvariantCulture, $"{indent}{number}. ");
    }

    private void BeginLink()
    {
        // Longer ones are nobody's to follow, and putting addresses together costs what they are long.
        if (_isMarkdown && !_isPreformatted && _scanner.Attribute("href") is { Length: <= WebAddress.MaxLength } href
            && Uri.TryCreate(_base, href.Trim(), out var target) && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps)
            && !href.TrimStart().StartsWith('#'))
        {
            _text.OpensBracket = true;
            _link = target.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        }
    }

    private void EndLink()
    {
        if (_link is { } target && !_text.OpensBracket)
        {
            _text.Mark($"]({target})");
        }

        // A link without a text is nothing to read.
        (_link, _text.OpensBracket) = (null, false);
    }

    private void Mark(string markdown)
    {
        if (_isMarkdown)
        {
            _text.Mark(markdown);
        }
    }

    private void Open(string markdown) => _text.Opening = _isMarkdown ? markdown : "";
}
