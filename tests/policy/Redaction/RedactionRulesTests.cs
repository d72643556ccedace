using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Redaction;
using Moltbot.TestSupport.Time;

namespace Moltbot.Policy.Tests.Redaction;

public sealed class RedactionRulesTests
{
    private const string Long = "abcdefghijklmnopqrstuvwxyz";

    [Theory]
    [InlineData("export TOKEN=short", "export TOKEN=***")]
    [InlineData($"OPENAI_API_KEY=sk-{Long}", "OPENAI_API_KEY=sk-abc…wxyz")]
    [InlineData("PASSWORD=\"two words of it\" next", "PASSWORD=\"***\" next")]
    [InlineData("{\\\"token\\\":\\\"abcdef1234567890ghij\\\"}", "{\\\"token\\\":\\\"abcdef…ghij\\\"}")]
    [InlineData($"GET /?sig={Long}&x=1", "GET /?sig=abcdef…wxyz&x=1")]
    [InlineData("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic dXNlcj…ZA==")]
    [InlineData($"https://api.telegram.org/bot123456:{Long}/getMe", "https://api.telegram.org/bot123456…wxyz/getMe")]
    [InlineData("401 for Bot MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gabcde.abcdefghijklmnopqrstuvwxyz0-9_wxyz at /users/@me", "401 for Bot MTIzND…wxyz at /users/@me")]
    [InlineData("Moltbot.Gateway.Channels.Discord.Inbound.EventReceiver is no secret", "Moltbot.Gateway.Channels.Discord.Inbound.EventReceiver is no secret")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\r\nMIIEabc\r\n-----END EC PRIVATE KEY-----\nnext", "-----BEGIN EC PRIVATE KEY-----\n…redacted…\n-----END EC PRIVATE KEY-----\nnext")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIEabc cut off he", "-----BEGIN PRIVATE KEY-----\n…redacted…")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIEabc-----END PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n…redacted…\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY----- all in one line", "***")]
    [InlineData("a task-scheduled-yesterday is no secret", "a task-scheduled-yesterday is no secret")]
    public void What_looks_like_a_secret_is_taken_out(string text, string redacted) => RedactionRules.Default.Redact(text).ShouldBe(redacted);

    [Theory]
    [InlineData("pin 1234 -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- pin 1234\npin 1234", "-----BEGIN PRIVATE KEY-----\n…redacted…\n-----END PRIVATE KEY-----")]
    [InlineData("-----END PRIVATE KEY-----\npin 1234", "***")]
    [InlineData("-----BEGIN PRIVATE KEY-----\npin 1234 -----END", "-----BEGIN PRIVATE KEY-----\n…redacted…")]
    public void What_a_pattern_matches_around_a_key_is_no_less_secret(string text, string redacted) =>
        RedactionRules.ForTools(new LoggingConfig { RedactSensitive = true, RedactPatterns = ["/^[\\s\\S]+$/"] }).Redact(text).ShouldBe(redacted);

    [Fact]
    public void What_was_masked_before_stays_as_it_is()
    {
        string once = RedactionRules.Default.Redact($"TOKEN={Long} and KEY=short and sk-{Long}");

        once.ShouldBe("TOKEN=abcdef…wxyz and KEY=*** and sk-abc…wxyz");
        RedactionRules.Default.Redact(once).ShouldBe(once);
    }

    [Fact]
    public void Json_stays_json_and_its_keys_count()
    {
        const string json = """{"cmd":["curl","-H","Authorization: Bearer abcdefghijklmnopqrstuvwxyz"],"db":{"password":"x y"},"say":"ends with TOKEN: ","maxTokens":5,"none":null}""";

        RedactionRules.Default.RedactJson(json).ShouldBe(
            """{"cmd":["curl","-H","Authorization: Bearer abcdef…wxyz"],"db":{"password":"***"},"say":"ends with TOKEN: ","maxTokens":5,"none":null}""");
        RedactionRules.Default.RedactJson("""  {"a": "plain"} """).ShouldBe("""  {"a": "plain"} """, "what holds no secret is not written anew");
        RedactionRules.Default.RedactJson("no json: TOKEN=short").ShouldBe("no json: TOKEN=***");
        RedactionRules.Default.RedactJson("""{"a":"TOKEN=x","a":1}""").ShouldBe("""{"a":"TOKEN=***","a":1}""");
    }

    [Fact]
    public void Off_is_for_tools_only()
    {
        var off = new LoggingConfig { RedactSensitive = false, RedactPatterns = ["id-(\\d+)"] };

        RedactionRules.ForTools(off).Redact("TOKEN=short id-123").ShouldBe("TOKEN=short id-123");
        RedactionRules.ForLogs(off).Redact("TOKEN=short id-123").ShouldBe("TOKEN=*** id-***");
    }

    [Fact]
    public void Patterns_of_ones_own_stand_for_the_built_in_ones_where_tools_speak()
    {
        var own = new LoggingConfig { RedactPatterns = ["id-(\\d+)"] };

        RedactionRules.ForTools(own).Redact("TOKEN=short id-123").ShouldBe("TOKEN=short id-***");
        RedactionRules.ForTools(own with { RedactPatterns = ["id-(\\d+)", "("] }).Redact("TOKEN=short id-123").ShouldBe(
            "TOKEN=*** id-***", "beside one that cannot be read the built-in ones hold");
        RedactionRules.ForTools(own with { RedactPatterns = ["("] }).Redact("TOKEN=short").ShouldBe("TOKEN=***");
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(?:(x+x+)+)y")]
    [InlineData("([\"']?)(\\w+\\w+)+\\1!")]
    public async Task No_text_takes_long_whatever_the_pattern(string pattern)
    {
        RedactionRules.Unreadable([pattern]).ShouldBeEmpty();
        var rules = RedactionRules.ForTools(new LoggingConfig { RedactPatterns = [pattern] });
        string text = new string('a', 50_000) + new string('x', 50_000);

        // With backtracking this takes longer than anybody lives.
        string redacted = await Task.Run(() => rules.Redact(text), TestContext.Current.CancellationToken).InTime();
        redacted.Length.ShouldBeLessThanOrEqualTo(text.Length);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("")]
    [InlineData("/(/i")]
    [InlineData("(?=ahead)x")]
    [InlineData("((a)b)\\1")]
    [InlineData("(a{1000}){1000}")]
    [InlineData("a{99999999999}")]
    [InlineData("a{1234567}")]
    [InlineData("a{10001}")]
    [InlineData("a{1,20000}")]
    [InlineData("(a{200}){100}")]
    public void What_is_no_linear_pattern_is_named(string pattern) => RedactionRules.Unreadable(["fine", pattern]).ShouldBe([1]);

    [Theory]
    [InlineData("([\"']?)secret-(\\w+)\\1", "a 'secret-ab' b", "a 'secret-***' b")]
    [InlineData("/SECRET-(\\w+)/", "secret-ab SECRET-ab", "secret-ab SECRET-***")]
    [InlineData("/secret-(\\w+)/gi", "SECRET-ab", "SECRET-***")]
    [InlineData("[(\\]](\\w+)[\\1)]", "(abc)", "(***)")]
    [InlineData("(?:x)(y+)z\\1", "xyyzyy", "x***zyy")]
    [InlineData("id-(\\d+)", "ID-12", "ID-***")]
    [InlineData("/^id-(\\w+)/", "a\nid-b", "a\nid-b")]
    [InlineData("/^id-(\\w+)/m", "a\nid-b", "a\nid-***")]
    [InlineData("/id-(.+)/", "id-b\nc", "id-***\nc")]
    [InlineData("/id-(.+)/s", "id-b\nc", "id-***")]
    [InlineData("(a)(b)(c)(d)(e)(f)(g)(h)(i)\\9", "abcdefghii", "abcdefgh***i")]
    public void Patterns_are_read_as_in_JavaScript(string pattern, string text, string redacted) =>
        RedactionRules.ForTools(new LoggingConfig { RedactPatterns = [pattern] }).Redact(text).ShouldBe(redacted);

    [Fact]
    public void Nothing_is_put_into_an_empty_text_or_an_unchanged_list()
    {
        RedactionRules.ForTools(new LoggingConfig { RedactPatterns = ["x*"] }).Redact("").ShouldBe("");
        RedactionRules.Default.RedactJson(""" [ 1, ["plain"] ] """).ShouldBe(""" [ 1, ["plain"] ] """);
        RedactionRules.ForTools(new LoggingConfig { RedactSensitive = false }).RedactJson("""{"token":"short"}""").ShouldBe("""{"token":"short"}""");
    }

    [Fact]
    public void So_many_patterns_count_and_no_longer_ones()
    {
        RedactionRules.Unreadable([.. Enumerable.Repeat("a", 102)]).ShouldBe([100, 101]);
        RedactionRules.Unreadable([new string('a', 500), new string('a', 501)]).ShouldBe([1]);
        RedactionRules.Unreadable(["a\\0"]).ShouldBeEmpty("a zero refers to no group");
        RedactionRules.Unreadable(["(a{50}){100}", "a{5,}", "a{0}"]).ShouldBeEmpty();
    }

    [Fact]
    public void The_counts_of_a_pattern_multiply_to_so_much_at_worst()
    {
        RedactionRules.Unreadable(["a{101}b{101}", "a{2,101}b{101}", "a{101,}b{101}", "a{0000005}"]).ShouldBe([0, 1, 2, 3]);
        RedactionRules.Unreadable(["a{100}b{100}", "a{2,100}b{100,}", "a{0}b{101}c{0,99}", "a{000005}"]).ShouldBeEmpty();
    }
}
