using System.IO.Compression;
using System.Text;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;

namespace Moltbot.Runner.Tests.Web;

/// <summary>Pages as models are told of them.</summary>
public sealed class WebFetchTests
{
    [Fact]
    public async Task A_page_is_told_between_marks_with_where_it_is_from()
    {
        await using WebBench bench = new();
        bench.Site.Page("/a", "<title>News &amp; more</title><h1>Today</h1><p>It <b>rains</b>.<ul><li><a href='/b?c=1'>why</a></ul>");

        ToolRunResult result = await bench.Get(bench.Site.At("/a#part"));

        (result.IsError, result.Outcome, result.Truncated).ShouldBe((false, "done", false));
        result.Text.ShouldStartWith("Status: 200\nContent type: text/html\n\nSECURITY NOTICE:");
        result.Text.ShouldEndWith(
            $"\n<<<EXTERNAL_UNTRUSTED_CONTENT>>>\nSource: Web\nFrom: {bench.Site.At("/a")}\nSubject: News & more\n---\n"
            + $"# Today\n\nIt rains.\n\n- [why]({bench.Site.At("/b?c=1")})\n<<<END_EXTERNAL_UNTRUSTED_CONTENT>>>");
        string head = bench.Site.Heads.ShouldHaveSingleItem();
        head.ShouldStartWith("GET /a HTTP/1.1\r\n");
        head.Split("\r\n").Skip(1).Select(static line => line.Split(':')[0]).Where(static name => name.Length > 0)
            .ShouldBe(["Host", "User-Agent", "Accept", "Accept-Encoding"], ignoreOrder: true, "nothing that the runner has goes along");
    }

    [Fact]
    public async Task A_redirect_is_followed_and_where_it_led_is_told()
    {
        await using WebBench bench = new();
        bench.Site.Redirect("/a", "/b", "Set-Cookie: a=b\r\n");
        bench.Site.Redirect("/b", bench.Site.At("/c", "other.example"), status: "308 Permanent Redirect");
        bench.Site.Page("/c", "here");

        ToolRunResult result = await bench.Get(bench.Site.At("/a"));

        WebBench.Inner(result.Text).ShouldBe("here");
        result.Text.ShouldContain($"From: {bench.Site.At("/c", "other.example")}\n");
        bench.Site.Heads.Count.ShouldBe(3);
        bench.Site.Heads[2].ShouldNotContain("Cookie");
        bench.Site.Heads[2].ShouldNotContain("Referer");
    }

    [Fact]
    public async Task A_text_that_is_longer_than_asked_for_is_cut_and_said_to_be()
    {
        await using WebBench bench = new();
        bench.Site.Page("/", "<p>one two three");

        ToolRunResult asked = await bench.Run(new { url = bench.Site.At("/"), maxChars = 7 });
        ToolRunResult configured = await bench.Run(new { url = bench.Site.At("/"), maxChars = 7 }, new ToolFetchLimits { MaxChars = 3 });
        ToolRunResult whole = await bench.Run(new { url = bench.Site.At("/"), maxChars = 13 });

        (WebBench.Inner(asked.Text), asked.Truncated).ShouldBe(("one two", true));
        asked.Text.ShouldEndWith("\n[cut: the page goes on behind these 7 characters]");
        WebBench.Inner(configured.Text).ShouldBe("one");
        (WebBench.Inner(whole.Text), whole.Truncated).ShouldBe(("one two three", false));
    }

    [Fact]
    public async Task However_long_a_page_is_its_marks_are_told()
    {
        await using WebBench bench = new();
        bench.Site.Page("/", new string('x', 200_000), "text/plain");

        ToolRunResult result = await bench.Run(new { url = bench.Site.At("/") }, new ToolFetchLimits { MaxChars = 200_000 }, maxOutput: 20_000);

        result.Text.Length.ShouldBeLessThanOrEqualTo(20_000);
        WebBench.Inner(result.Text).Length.ShouldBe(16_000);
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "<p>gr\u00fc\u00df", 1252)]
    [InlineData("text/html", "<meta charset='windows-1251'><p>\u043c\u0438\u0440", 1251)]
    [InlineData("text/html", "<meta http-equiv=Content-Type content='text/html; charset=shift_jis'><p>\u65e5\u672c", 932)]
    [InlineData("application/rss+xml", "<?xml version='1.0' encoding='iso-8859-1'?>gr\u00fc\u00df", 1252)]
    [InlineData("text/plain; charset=no-such", "gr\u00fc\u00df", 65001)]
    [InlineData("text/plain", "\ufeffgr\u00fc\u00df", 1201)]
    public async Task It_is_read_in_the_characters_it_is_written_in(string type, string text, int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using WebBench bench = new();
        bench.Site.Page("/", Encoding.GetEncoding(codePage).GetBytes(text), type);

        string read = await bench.Text(bench.Site.At("/"));

        read.ShouldEndWith(text.TrimStart('\ufeff')[^2..]);
    }

    [Fact]
    public async Task What_is_no_html_is_told_as_it_is()
    {
        await using WebBench bench = new();
        bench.Site.Page("/", "{\n  \"a\": \"<b>\"\n}\n", "application/vnd.x+json");

        (await bench.Text(bench.Site.At("/"))).ShouldBe("{\n  \"a\": \"<b>\"\n}");
    }

    [Fact]
    public async Task A_page_of_an_error_is_told_as_a_failure()
    {
        await using WebBench bench = new();
        bench.Site.Page("/", "<p>Gone. Ask ann.", status: "410 Gone");

        ToolRunResult result = await bench.Get(bench.Site.At("/"));

        (result.IsError, result.Outcome).ShouldBe((true, "done"));
        result.Text.ShouldStartWith("Status: 410\n");
        WebBench.Inner(result.Text).ShouldBe("Gone. Ask ann.");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_page_is_read(string encoding)
    {
        await using WebBench bench = new();
        using var packed = new MemoryStream();
        await using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => new BrotliStream(packed, CompressionLevel.Fastest),
        })
        {
            await packing.WriteAsync("small when it travels"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        bench.Site.Page("/", packed.ToArray(), more: $"Content-Encoding: {encoding}\r\n");

        (await bench.Text(bench.Site.At("/"))).ShouldBe("small when it travels");
    }

    [Theory]
    [InlineData("a program/1.0", "User-Agent: a program/1.0\r\n")]
    [InlineData("x\r\nAuthorization: y", "User-Agent: moltbot/")]
    [InlineData(null, "User-Agent: moltbot/")]
    public async Task The_server_is_told_who_asks(string? configured, string told)
    {
        await using WebBench bench = new();
        bench.Site.Page("/", "here");

        await bench.Get(bench.Site.At("/"), new ToolFetchLimits { UserAgent = configured });

        string head = bench.Site.Heads.ShouldHaveSingleItem();
        head.ShouldContain(told);
        head.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Arguments_that_say_nothing_are_refused()
    {
        await using WebBench bench = new();

        (await bench.Run(new { })).Outcome.ShouldBe("refused");
        (await bench.Run(new { url = bench.Site.At("/"), extractMode = "pdf" })).Outcome.ShouldBe("refused");
        (await bench.Run(new { url = bench.Site.At("/"), maxChars = 0 })).Outcome.ShouldBe("refused");
        bench.Site.Heads.ShouldBeEmpty();
    }
}
