namespace Moltbot.Runner.Web;

/// <summary>What <see cref="HtmlScanner"/> finds.</summary>
internal enum HtmlPart
{
    Text,
    Start,
    End,
}
