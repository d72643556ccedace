using Moltbot.Gateway.Channels.Telegram.Outbound;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Outbound;

public sealed class TelegramMarkupTests
{
    [Theory]
    [InlineData("**bold** and *italic*", "<b>bold</b> and <i>italic</i>")]
    [InlineData("__bold__ _italic_ ~~gone~~", "<b>bold</b> <i>italic</i> <s>gone</s>")]
    [InlineData("**a *b* c**", "<b>a <i>b</i> c</b>")]
    [InlineData("use `a < b && c`", "use <code>a &lt; b &amp;&amp; c</code>")]
    [InlineData("[here](https://example.org/?a=1&b=2)", "<a href=\"https://example.org/?a=1&amp;b=2\">here</a>")]
    [InlineData("## A title", "<b>A title</b>")]
    [InlineData("```python\nif a < b:\n  pass\n```\nso **x**", "<pre><code class=\"language-python\">if a &lt; b:\n  pass</code></pre>\nso <b>x</b>")]
    [InlineData("```\n**not bold**\n```", "<pre>**not bold**</pre>")]
    [InlineData("`<b>` & **x**", "<code>&lt;b&gt;</code> &amp; <b>x</b>")]
    [InlineData("* a list\n- of **things**\n  + within", "• a list\n• of <b>things</b>\n  • within")]
    public void Markup_becomes_HTML(string text, string html) => TelegramMarkup.ToHtml(text).ShouldBe(html);

    [Theory]
    [InlineData("")]
    [InlineData("plain text, 2 < 3 & 4 > 1")]
    [InlineData("2*3*4 and snake_case_name and x__y__z")]
    [InlineData("**half")]
    [InlineData("a ` b")]
    [InlineData("``````")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](/relative)")]
    [InlineData("####### seven")]
    [InlineData("# ")]
    [InlineData("```\nnever closed")]
    public void What_is_no_markup_stays_plain(string text) => TelegramMarkup.ToHtml(text).ShouldBeNull();

    [Fact]
    public void Hostile_markup_takes_no_time_and_is_well_nested()
    {
        var random = new Random(7);
        string[] pieces = ["**", "*", "_", "__", "~~", "`", "[", "](", ")", "https://a.b", "a", " ", "<", "\n", "```", "#", "&"];
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (TelegramMarkup.ToHtml(text) is { } html)
            {
                Should.NotThrow(() => System.Xml.Linq.XElement.Parse($"<r>{html}</r>"), text);
            }
        }

        TelegramMarkup.ToHtml(string.Concat(Enumerable.Repeat("**a *", 800))).ShouldBeNull();
    }
}
