using System.Text;
using Moltbot.Runner.Web;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Web;

/// <summary>What somebody reads who looks at a page, and nothing that only a machine sees.</summary>
public sealed class HtmlTextTests
{
    private static readonly Uri Address = new("https://site.example/a/b");

    [Theory]
    [InlineData("<h2>A</h2>\n<p>b  c\n d</p><p>e<br>f", "## A\n\nb c d\n\ne\nf")]
    [InlineData("<ul><li>a<li>b<ol><li>c<li>d</ol><li>e</ul>f", "- a\n- b\n  1. c\n  2. d\n- e\n\nf")]
    [InlineData("a <a href='../c'>d <b>e</b></a> f", "a [d e](https://site.example/c) f")]
    [InlineData("<base href='https://other.example/x/'><a href=y>z</a>", "[z](https://other.example/x/y)")]
    [InlineData("<a href='javascript:alert(1)'>a</a> <a href='#b'>b</a> <a>c</a> <a href='data:text/html,x'>d</a>", "a b c d")]
    [InlineData("a <a href=/x><img src=y alt=hidden></a>b<ul><li></li><li>c</ul><h1></h1>", "a b\n\n- c")]
    [InlineData("<a href=/x>a<a href='/y(z)'>b", "[a](https://site.example/x)[b](https://site.example/y%28z%29)")]
    [InlineData("<pre>a\n  b &lt;\n</pre>c", "```\na\n  b <\n```\n\nc")]
    [InlineData("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a | b\nc | d")]
    [InlineData("&amp;lt; &eacute; &#x1F600; &nbsp;&unknown; < b <3", "&lt; \u00e9 \ud83d\ude00 &unknown; < b <3")]
    [InlineData("<p title='a>b' data-x=\"c>d\">e</p x='>'>f", "e\n\nf")]
    [InlineData("<P>a</P><DIV>b</DIV>", "a\n\nb")]
    [InlineData("a<!-- b > c --><!-->d<!--->e<!-- f --!>g<!doctype x><?php h ?>i</ j>k", "adegik")]
    [InlineData("a<p", "a")]
    [InlineData("a<b c='", "a")]
    [InlineData("", "")]
    public void It_is_told_as_markdown(string html, string text) => Read(html).ShouldBe(text);

    [Fact]
    public void A_link_that_is_too_long_to_follow_is_a_text()
    {
        string far = new('a', 2049);

        Read($"<base href='https://{far}.example/'><a href=/x>b</a> <a href='/{far}'>c</a>").ShouldBe("[b](https://site.example/x) c");
    }

    [Fact]
    public void It_is_told_as_plain_text() =>
        HtmlText.Read("<h1>A</h1><ul><li><a href=/x>b</a></ul><pre>c\n d</pre><table><tr><td>e<td>f", Address, isMarkdown: false, 1000).Text.ShouldBe("A\n\nb\n\nc\n d\n\ne f");

    [Theory]
    [InlineData("<script>evil</script>")]
    [InlineData("<script>if (a < b) '</div>' + \"<p>evil\"; // </scripty></script >")]
    [InlineData("<style>evil</style>")]
    [InlineData("<!-- evil -->")]
    [InlineData("<template><p>evil</p></template>")]
    [InlineData("<noscript>evil</noscript>")]
    [InlineData("<svg><text>evil</text><title>evil</title></svg>")]
    [InlineData("<iframe><p>evil</p></iframe>")]
    [InlineData("<textarea>evil</textarea>")]
    [InlineData("<select><option>evil</select>")]
    [InlineData("<div hidden>evil</div>")]
    [InlineData("<div hidden=until-found><div>evil</div>evil</div>")]
    [InlineData("<p hidden>evil<p>")]
    [InlineData("<ul><li hidden>evil<ul><li>evil</ul>evil<li></ul>")]
    [InlineData("<ul><li hidden>evil</ul>")]
    [InlineData("<dl><dd hidden>evil<dt></dl>")]
    [InlineData("<table><tr hidden><td>evil<td>evil<tr></table>")]
    [InlineData("<span aria-hidden='TRUE'>evil</span>")]
    [InlineData("<dialog>evil</dialog>")]
    [InlineData("<b style='display:none'>evil</b>")]
    [InlineData("<b style='color:red; DISPLAY : none !important'>evil</b>")]
    [InlineData("<b style='dis/**/play:block;display:/*x*/none'>evil</b>")]
    [InlineData("<b style='visibility:hidden'>evil</b>")]
    [InlineData("<b style='opacity:0.0'>evil</b>")]
    [InlineData("<b style='font-size:0px'>evil</b>")]
    [InlineData("<b style='position:absolute;left:-9999px'>evil</b>")]
    [InlineData("<b style='text-indent:-1000em'>evil</b>")]
    [InlineData("<b STYLE=display&#58;none>evil</b>")]
    [InlineData("<img alt=evil title=evil src=evil>")]
    [InlineData("<input type=hidden value=evil>")]
    [InlineData("<a href='#evil'></a>")]
    [InlineData("<meta name=description content=evil>")]
    public void What_is_not_seen_is_not_told(string html)
    {
        string read = Read($"before {html} <i>after</i>");

        read.ShouldNotContain("evil");
        read.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ShouldBe(["before", "after"]);
    }

    [Theory]
    [InlineData("ig\u200bno\u00adre", "ignore")]
    [InlineData("a\u202eb\u2066c", "abc")]
    [InlineData("a\U000e0041\U000e0042b\ufe0f\U000e0101", "ab")]
    [InlineData("a&#8203;&#x200d;b&zwnj;", "ab")]
    [InlineData("a\u0001\u001b[31mb", "a[31mb")]
    [InlineData("a\u00a0\u2003b", "a b")]
    public void Characters_that_nobody_sees_are_left_out(string html, string text)
    {
        Read(html).ShouldBe(text);
        Read($"<pre>{html}").ShouldContain(text.Replace(" ", "", StringComparison.Ordinal)[..1]);
        Read($"<pre>{html}").ShouldNotContain('\u200b');
    }

    [Fact]
    public void Half_of_a_character_is_none() => Read("a\ud800b").ShouldBe("a\ufffdb");

    [Fact]
    public void Its_title_is_the_first_that_is_shown()
    {
        HtmlText.Read("<svg><title>no</title></svg><title> A &lt;b&gt; </title><title>c</title>", Address, isMarkdown: true, 1000).Title.ShouldBe("A <b>");
        HtmlText.Read("<p>a", Address, isMarkdown: true, 1000).Title.ShouldBeNull();
    }

    /// <summary>Pages that make a tree of the square of their size, or a search from every place to the end, take no longer than others.</summary>
    [Theory]
    [InlineData("<b a{0}><p>")]
    [InlineData("<a href=/{0}><p>")]
    [InlineData("<div hidden>")]
    [InlineData("<ul><li>")]
    [InlineData("<table><td>")]
    [InlineData("<script>")]
    [InlineData("<title>")]
    [InlineData("</script")]
    [InlineData("<!--")]
    [InlineData("<!-")]
    [InlineData("<a b='")]
    [InlineData("&")]
    [InlineData("<")]
    [InlineData("<p style='/*'>")]
    public async Task No_page_takes_long(string part)
    {
        var html = new StringBuilder();
        for (int at = 0; html.Length < WebContent.Page.MaxBytes; at++)
        {
            html.Append(part.Replace("{0}", at.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        string page = html.ToString();
        await Task.Run(() => HtmlText.Read(page, Address, isMarkdown: true, 200_000), TestContext.Current.CancellationToken).InTime();
    }

    private static string Read(string html) => HtmlText.Read(html, Address, isMarkdown: true, 10_000).Text;
}
