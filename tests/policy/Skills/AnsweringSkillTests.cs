using System.Globalization;
using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Skills that answer without a model.</summary>
public sealed class AnsweringSkillTests
{
    private const string Weather = """
        name: weather
        description: The weather
        secrets: [WEATHER_KEY]
        hosts: [api.weather.example]
        triggers:
          - 今天天气
          - pattern: '^weather in (?<place>[\p{L} ]+)$'
        actions:
          - type: api_call
            url: https://api.weather.example/v2/${match.place}/now
            params: { units: metric, lang: "${user.language}" }
            headers: { X-Key: "${secret.WEATHER_KEY}" }
            map: { temperature: current.temp, sky: "list[0].name" }
            on_error: I do not know the weather in ${match.place}.
          - type: choose
            by: "${result.temperature}"
            cases:
              - below: 0
                actions: [{ type: message, text: It freezes. }]
              - is: ["0", "1"]
                actions: [{ type: message, text: It is about to freeze. }]
            else: [{ type: message, text: It does not freeze. }]
        reply: "${match.place}: ${result.temperature} °C, ${result.sky}"
        """;

    private const string Entry = """{"config":{"user":{"language":"no"}},"env":{"WEATHER_KEY":"k-1"}}""";

    [Theory]
    [InlineData("-4.5", "It freezes.")]
    [InlineData("0", "It is about to freeze.")]
    [InlineData("12", "It does not freeze.")]
    public void A_call_is_made_and_its_answer_said(string temperature, string remark)
    {
        var run = Run(Weather, "weather in Oslo", Entry);
        var call = run.Next().ShouldBeOfType<SkillStep.Call>().Request;
        call.Method.ShouldBe("GET");
        call.Address.AbsoluteUri.ShouldBe("https://api.weather.example/v2/Oslo/now?units=metric&lang=no");
        call.Headers.ShouldBe([KeyValuePair.Create("X-Key", "k-1")]);
        call.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        call.Body.ShouldBeNull();
        run.Next().ShouldBeOfType<SkillStep.Call>("until its result is told");
        run.Succeeded($$"""{"current":{"temp":{{temperature}}},"list":[{"name":"sun"}]}""");
        run.Next().ShouldBe(new SkillStep.Reply($"{remark}\n\nOslo: {temperature} °C, sun"));
    }

    [Theory]
    [InlineData("""{"current":{}}""", "missing value result.current.temp")]
    [InlineData("nothing", "missing value result.current.temp")]
    [InlineData("""{"current":{"temp":1},"list":[]}""", "missing value result.list[0].name")]
    [InlineData("""{"current":{"temp":1},"current":{"temp":2}}""", "missing value result.current.temp")]
    public void An_answer_that_lacks_what_is_asked_for_is_an_error(string answer, string error)
    {
        var run = Run(Weather, "weather in Oslo", Entry);
        run.Next();
        run.Succeeded(answer);
        run.Next().ShouldBe(new SkillStep.Failure("I do not know the weather in Oslo.", error));
    }

    [Fact]
    public void A_call_that_fails_ends_the_answer()
    {
        var run = Run(Weather, "weather in Oslo", Entry);
        run.Next();
        run.Failed("HTTP 500");
        run.Next().ShouldBe(new SkillStep.Failure("I do not know the weather in Oslo.", "HTTP 500"));
        run.Next().ShouldBeOfType<SkillStep.Failure>();
    }

    [Theory]
    [InlineData("{}", "missing value user.language")]
    [InlineData("""{"config":{"user":{"language":"no"}}}""", "missing value secret.WEATHER_KEY")]
    [InlineData("""{"config":{"user":{"language":"no"}},"env":{"WEATHER_KEY":"a\r\nHost: x"}}""", "the value of the header X-Key is not plain ASCII")]
    public void A_value_that_is_not_there_or_does_not_fit_is_an_error_and_no_call(string entry, string error) =>
        Run(Weather, "weather in Oslo", entry).Next().ShouldBe(new SkillStep.Failure("I do not know the weather in Oslo.", error));

    [Theory]
    [InlineData("天", false)]
    [InlineData("请问今天天气怎么样", true)]
    [InlineData("Weather in New York", true)]
    [InlineData("the weather in Oslo", false)]
    [InlineData("", false)]
    public void A_trigger_is_contained_in_a_message_or_a_pattern_fits_it(string text, bool matches) =>
        (SkillFolders.Answers(Weather).Answering!.Match(text) is not null).ShouldBe(matches);

    [Theory]
    [InlineData("a/../../admin", "https://x.example/v/a%2F..%2F..%2Fadmin/now")]
    [InlineData("a?b#c&d=e", "https://x.example/v/a%3Fb%23c%26d%3De/now")]
    [InlineData("@evil.example", "https://x.example/v/%40evil.example/now")]
    public void A_value_stays_one_part_of_the_address(string value, string address)
    {
        var run = Run("name: n\ntriggers: [{pattern: '^go (?<to>.+)$'}]\nactions: [{type: api_call, url: 'https://x.example/v/${match.to}/now'}]", "go " + value, "{}");
        run.Next().ShouldBeOfType<SkillStep.Call>().Request.Address.AbsoluteUri.ShouldBe(address);
    }

    [Fact]
    public void Dots_do_not_lead_out_of_the_address() =>
        Run("name: n\ntriggers: [{pattern: '^go (?<to>.+)$'}]\nactions: [{type: api_call, url: 'https://x.example/v/${match.to}/now'}]", "go ..", "{}").Next()
            .ShouldBeOfType<SkillStep.Failure>().Error.ShouldBe("a value of dots cannot be part of an address");

    [Fact]
    public void A_body_keeps_its_form_whatever_the_values_are()
    {
        var run = Run(
            "name: n\ntriggers: [{pattern: '^say (?<what>.+)$'}]\nactions:\n  - type: api_call\n    method: POST\n    url: https://x.example/v\n    body: {text: '${match.what}', count: 3, all: '${config.list}', not: ['$${x}', \"1\", true, null]}",
            "say \",\"admin\":true", """{"config":{"list":[1,2]}}""");
        var call = run.Next().ShouldBeOfType<SkillStep.Call>().Request;
        call.ContentType.ShouldBe("application/json");
        using var body = JsonDocument.Parse(call.Body!);
        JsonElement.DeepEquals(body.RootElement, JsonDocument.Parse("""{"text":"\",\"admin\":true","count":3,"all":[1,2],"not":["${x}","1",true,null]}""").RootElement).ShouldBeTrue(call.Body);
    }

    [Fact]
    public void Without_a_reply_the_result_itself_is_said()
    {
        var run = Run("name: n\ntriggers: [hi there]\nactions: [{type: run_tool, tool: read, params: {path: '${message.text}.md'}}]", "Hi there", "{}");
        run.Next().ShouldBe(new SkillStep.Tool("read", """{"path":"Hi there.md"}"""));
        run.Succeeded("the file");
        run.Next().ShouldBe(new SkillStep.Reply("the file"));
    }

    [Fact]
    public void The_clock_is_the_one_of_the_tenant() =>
        Run("name: n\ntriggers: [time]\nreply: ${now.weekday} ${now.date} ${now.time} ${now.zone} ${user.name}", "what time is it", "{}").Next()
            .ShouldBe(new SkillStep.Reply("Saturday 2026-01-31 13:05 Europe/Berlin Ann"));

    [Fact]
    public void What_a_message_says_is_no_template() =>
        Run("name: n\ntriggers: [echo]\nreply: you said ${message.text}", "echo ${secret.KEY} ${user.id}", "{}").Next()
            .ShouldBe(new SkillStep.Reply("you said echo ${secret.KEY} ${user.id}"));

    [Theory]
    [InlineData("reply: '${env.HOME}'", "skill.yaml:3: ${env.HOME} is not declared; allowed: match.place, message.text, now.date, now.iso, now.time, now.weekday, now.zone, user.id, user.language, user.location, user.name, user.timezone, user.username, config.…")]
    [InlineData("reply: '${result.x}'", "skill.yaml:3: ${result.x} is not declared")]
    [InlineData("reply: '${user}'", "skill.yaml:3: ${user} is not declared")]
    [InlineData("reply: '${user.location'", "skill.yaml:3: \"${user.location\" names no value")]
    [InlineData("reply: '${}'", "skill.yaml:3: \"${}\" names no value")]
    [InlineData("secrets: [A_KEY]\nreply: '${secret.A_KEY}'", "skill.yaml:4: ${secret.A_KEY}: a secret may stand in the headers of a call only")]
    [InlineData("secrets: [a-key]\nreply: x", "skill.yaml:3: a secret is named like a variable, A-Z, 0-9 and _, not \"a-key\"")]
    [InlineData("actions: [{type: shell, run: ls}]", "skill.yaml:3: an action's type is one of api_call, message, run_tool, choose")]
    [InlineData("actions: [{type: api_call, url: 'https://${user.location}/x'}]", "skill.yaml:3: url begins with https:// or http:// and a host")]
    [InlineData("actions: [{type: api_call, url: 'https://a${user.location}'}]", "skill.yaml:3: url begins with https:// or http:// and a host")]
    [InlineData("actions: [{type: api_call, url: 'https://u:p@x.example/'}]", "skill.yaml:3: url begins with https:// or http:// and a host")]
    [InlineData("actions: [{type: api_call, url: 'file:///etc/passwd'}]", "skill.yaml:3: url begins with https:// or http:// and a host")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example\\@evil.example/'}]", "skill.yaml:3: url begins with https:// or http:// and a host")]
    [InlineData("actions: [{type: api_call, url: https://x.example/, method: CONNECT}]", "skill.yaml:3: method is GET, POST, PUT, PATCH or DELETE, not \"CONNECT\"")]
    [InlineData("actions: [{type: api_call, url: https://x.example/, headers: {Host: y.example}}]", "skill.yaml:3: \"Host\" is no header that a skill may set")]
    [InlineData("actions: [{type: api_call, url: https://x.example/, timeout: 600}]", "skill.yaml:3: timeout is a whole number of seconds, 1 to 60")]
    [InlineData("actions: [{type: api_call, url: https://x.example/, as: secret}]", "skill.yaml:3: as is a name of letters")]
    [InlineData("hosts: []\nactions: [{type: api_call, url: https://x.example/}]", "skill.yaml:3: calls x.example, which hosts does not name; named: none")]
    [InlineData("actions: [{type: message, txt: hi}]", "skill.yaml:3: unknown key \"txt\"; allowed: type, text, on_error")]
    [InlineData("reply: x\nshell: ls", "skill.yaml:4: unknown key \"shell\"; allowed: name, description")]
    [InlineData("description: x", "skill.yaml:1: has neither actions nor a reply")]
    [InlineData("reply: *other", "skill.yaml:3: an alias (*name) is not taken")]
    [InlineData("reply: !!str x", "skill.yaml:3: a tag (!name) is not taken")]
    [InlineData("reply: &a x", "skill.yaml:3: an anchor (&name) is not taken")]
    [InlineData("reply: x\n---\nreply: y", "skill.yaml:4: a second document is not taken")]
    [InlineData("reply: x\nreply: y", "skill.yaml:4: \"reply\" is given twice")]
    [InlineData("reply: [[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]", "skill.yaml:3: is nested deeper than 16 levels")]
    [InlineData("reply: {", "skill.yaml:")]
    public void What_is_wrong_is_told_by_line_with_what_is_allowed(string rest, string problem) =>
        SkillFolders.Refused("name: n\ntriggers: [{pattern: '^in (?<place>.+)$'}]\n" + rest).ShouldContain(said => said.StartsWith(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("triggers: [{pattern: '(?=x)y'}]", "is no pattern that can be matched in linear time")]
    [InlineData("triggers: [{pattern: '(a)\\1'}]", "is no pattern that can be matched in linear time")]
    [InlineData("triggers: [{pattern: '('}]", "is no pattern that can be matched in linear time")]
    [InlineData("triggers: []", "triggers is a list of 1 to 50 texts")]
    [InlineData("triggers: ['']", "a trigger is a text of 1 to 300 characters")]
    [InlineData("triggers: [{text: a, pattern: b}]", "a trigger is a text of 1 to 300 characters")]
    public void A_trigger_that_cannot_be_is_refused(string triggers, string problem) =>
        SkillFolders.Refused($"name: n\n{triggers}\nreply: x").ShouldContain(said => said.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_large_document_is_refused()
    {
        SkillFolders.Refused("name: n\nreply: " + new string('x', 70_000)).ShouldBe(["skill.yaml:1: has 70015 characters; at most 65536 are read"]);
        SkillFolders.Refused("name: n\ntriggers: [" + string.Join(',', Enumerable.Repeat("a", 6_000)) + "]").ShouldBe(["skill.yaml:2: has more than 5000 parts"]);
    }

    [Theory]
    [InlineData("5", "below five to ten")]
    [InlineData("4.9", "below five")]
    [InlineData("10", "below five to ten")]
    [InlineData("10.1", "above ten")]
    [InlineData("-1e3", "below five")]
    [InlineData("Infinity", "below five to ten")]
    [InlineData("NaN", "below five to ten")]
    [InlineData("abc", "below five to ten")]
    [InlineData(" Yes ", "yes")]
    public void The_first_case_that_fits_counts(string value, string said) =>
        Run(
            "name: n\ntriggers: [hi]\nactions: [{type: choose, by: '${config.v}', cases: [{is: [\"yes\", y], actions: [{type: message, text: \"yes\"}]}, {above: 10, actions: [{type: message, text: above ten}]}, {below: 5, actions: [{type: message, text: below five}]}], else: [{type: message, text: below five to ten}]}]",
            "hi", $$"""{"config":{"v":"{{value}}"} }""").Next().ShouldBe(new SkillStep.Reply(said));

    [Fact]
    public void A_skill_that_says_nothing_says_so() =>
        Run("name: n\ntriggers: [hi]\nactions: [{type: choose, by: x, cases: [{is: y, actions: [{type: message, text: z}]}]}]", "hi", "{}").Next()
            .ShouldBe(new SkillStep.Failure("The skill n said nothing.", "no reply"));

    [Theory]
    [InlineData(8_000, "", 8_000)]
    [InlineData(8_001, "…", 8_000)]
    [InlineData(9_000, "…", 8_000)]
    public void A_reply_is_cut(int length, string end, int kept)
    {
        var run = Run("name: n\ntriggers: [hi]\nactions: [{type: run_tool, tool: read}]", "hi", "{}");
        run.Next().ShouldBe(new SkillStep.Tool("read", "{}"));
        run.Succeeded(new string('x', length));
        run.Next().ShouldBe(new SkillStep.Reply(new string('x', kept) + end));
    }

    [Fact]
    public void A_reply_is_not_cut_through_a_character()
    {
        var run = Run("name: n\ntriggers: [hi]\nactions: [{type: run_tool, tool: read}]", "hi", "{}");
        run.Next();
        run.Succeeded(new string('x', 7_999) + "\U0001f600y");
        run.Next().ShouldBe(new SkillStep.Reply(new string('x', 7_999) + "…"));
    }

    [Fact]
    public void Without_words_of_its_own_a_failure_says_which_skill_it_was()
    {
        var run = Run("name: n\ntriggers: [hi]\nactions: [{type: run_tool, tool: read}]", "hi", "{}");
        run.Next();
        run.Failed("denied");
        run.Next().ShouldBe(new SkillStep.Failure("The skill n could not answer: denied.", "denied"));
    }

    [Fact]
    public void Words_for_a_failure_that_lack_a_value_are_not_said()
    {
        var run = Run("name: n\ntriggers: [hi]\nactions: [{type: run_tool, tool: read, on_error: 'sorry ${config.who}'}]", "hi", "{}");
        run.Next();
        run.Failed("denied");
        run.Next().ShouldBe(new SkillStep.Failure("The skill n could not answer: denied.", "denied"));
    }

    [Fact]
    public void Nothing_is_told_that_was_not_asked_for()
    {
        var run = Run("name: n\ntriggers: [hi]\nreply: x", "hi", "{}");
        Should.Throw<InvalidOperationException>(() => run.Succeeded("x")).Message.ShouldBe("nothing was asked for");
        Should.Throw<InvalidOperationException>(() => run.Failed("x")).Message.ShouldBe("nothing was asked for");
    }

    [Fact]
    public void A_text_is_sent_as_it_is()
    {
        var call = Run("name: n\ntriggers: [{pattern: '(?<w>.+)'}]\nactions: [{type: api_call, method: POST, url: 'https://x.example/', body: 'say ${match.w}'}]", "hi there", "{}").Next().ShouldBeOfType<SkillStep.Call>().Request;
        call.Body.ShouldBe("say hi there");
        call.ContentType.ShouldBe("text/plain");
        call.Url.ShouldBe("https://x.example/");
        call.Params.ShouldBeEmpty();
    }

    [Fact]
    public void A_result_that_is_a_text_can_be_said()
    {
        var run = Run("name: n\ntriggers: [hi]\nactions: [{type: run_tool, tool: read}]\nreply: 'it says ${result}'", "hi", "{}");
        run.Next();
        run.Succeeded("the file");
        run.Next().ShouldBe(new SkillStep.Reply("it says the file"));
    }

    [Fact]
    public void A_place_before_the_first_of_a_list_is_a_value_that_is_not_there()
    {
        var run = Run("name: n\ntriggers: [hi]\nactions: [{type: run_tool, tool: read}]\nreply: '${result.-1}'", "hi", "{}");
        run.Next();
        run.Succeeded("[1]");
        run.Next().ShouldBeOfType<SkillStep.Failure>().Error.ShouldBe("missing value result.-1");
    }

    [Theory]
    [InlineData(" ~", true)]
    [InlineData("a\u007f", false)]
    [InlineData("a\u001fb", false)]
    [InlineData("é", false)]
    public void A_header_is_plain(string value, bool isSent)
    {
        var step = Run("name: n\ntriggers: [hi]\nactions: [{type: api_call, url: 'https://x.example/', headers: {X: 'v${config.v}'}}]", "hi", System.Text.Json.JsonSerializer.Serialize(new { config = new { v = value } })).Next();
        if (isSent)
        {
            step.ShouldBeOfType<SkillStep.Call>().Request.Headers.ShouldBe([KeyValuePair.Create("X", "v" + value)]);
        }
        else
        {
            step.ShouldBeOfType<SkillStep.Failure>().Error.ShouldBe("the value of the header X is not plain ASCII");
        }
    }

    [Theory]
    [InlineData("user.id", "7")]
    [InlineData("user.name", "Ann")]
    [InlineData("user.username", "ann_1")]
    [InlineData("user.location", "Oslo")]
    [InlineData("user.timezone", "Europe/Oslo")]
    [InlineData("user.language", "no")]
    [InlineData("message.text", "go there")]
    [InlineData("match.to", "there")]
    [InlineData("now.date", "2026-01-31")]
    [InlineData("now.time", "13:05")]
    [InlineData("now.weekday", "Saturday")]
    [InlineData("now.iso", "2026-01-31T13:05:00+01:00")]
    [InlineData("now.zone", "Europe/Berlin")]
    [InlineData("config.a.b", "[1,2]")]
    public void What_a_skill_may_know_is_known(string name, string value) =>
        Run("name: n\ntriggers: [{pattern: '^go (?<to>.+)$'}]\nreply: '${" + name + "}'", "go there", """{"config":{"user":{"location":"Oslo","timezone":"Europe/Oslo","language":"no"},"a":{"b":[1,2]}}}""").Next()
            .ShouldBe(new SkillStep.Reply(value));

    [Fact]
    public void Without_a_zone_of_its_own_the_tenants_counts() =>
        Run("name: n\ntriggers: [hi]\nreply: '${user.timezone}'", "hi", "{}").Next().ShouldBe(new SkillStep.Reply("Europe/Berlin"));

    [Theory]
    [InlineData("[A_KEY]", """{"env":{"A_KEY":"own"},"apiKey":"api"}""", "own")]
    [InlineData("[A_KEY]", """{"apiKey":"api"}""", "api")]
    [InlineData("[A_KEY, B_KEY]", """{"env":{"A_KEY":"own"},"apiKey":"api"}""", "own")]
    [InlineData("[A_KEY, B_KEY]", """{"env":{"B_KEY":"b"},"apiKey":"api"}""", null)]
    [InlineData("[A_KEY]", """{"env":{"B_KEY":"b"}}""", null)]
    public void The_one_key_stands_for_the_one_secret(string secrets, string entry, string? value)
    {
        var step = Run($"name: n\nsecrets: {secrets}\ntriggers: [hi]\nactions: [{{type: api_call, url: 'https://x.example/', headers: {{X: '${{secret.A_KEY}}'}}}}]", "hi", entry).Next();
        (step is SkillStep.Call call ? call.Request.Headers[0].Value : null).ShouldBe(value);
    }

    [Theory]
    [InlineData("cafe\u0301 open", true)]
    [InlineData("the CAF\u00c9", true)]
    [InlineData("cafe", false)]
    public void A_text_is_found_however_it_is_written(string message, bool matches) =>
        (SkillFolders.Answers("name: n\ntriggers: [cafe\u0301]\nreply: x").Answering!.Match(message) is not null).ShouldBe(matches);

    [Fact]
    public void Half_a_character_in_a_message_does_no_harm()
    {
        var skill = SkillFolders.Answers("name: n\ntriggers: [caf\u00e9]\nreply: x").Answering!;
        skill.Match('\ud83d' + " caf\u00e9").ShouldNotBeNull();
        skill.Match('\ud83d' + " cafe").ShouldBeNull();
    }

    [Theory]
    [InlineData(1_998, true)]
    [InlineData(1_999, false)]
    public void A_long_message_is_looked_at_to_a_length(int before, bool matches)
    {
        var message = new string('x', before) + "hi";
        (SkillFolders.Answers("name: n\ntriggers: [hi]\nreply: x").Answering!.Match(message) is not null).ShouldBe(matches);
        (SkillFolders.Answers("name: n\ntriggers: [{pattern: 'hi$'}]\nreply: x").Answering!.Match(message) is not null).ShouldBe(matches);
    }

    [Fact]
    public void Only_the_groups_that_were_found_are_told()
    {
        var match = SkillFolders.Answers("name: n\ntriggers: [{pattern: '^(?<a>x)?(?<b>y)?(?<1>z)?$'}]\nreply: x").Answering!.Match("y")!;
        match.Trigger.ShouldBe("^(?<a>x)?(?<b>y)?(?<1>z)?$");
        match.Groups.ShouldBe([KeyValuePair.Create("b", "y")]);
    }

    [Fact]
    public void A_bare_word_of_a_body_is_what_it_looks_like()
    {
        var call = Run("name: n\ntriggers: [hi]\nactions: [{type: api_call, method: POST, url: 'https://x.example/', body: {a: true, b: false, c: null, d: ~, e: , f: 1.5, g: -2, h: 1e3, i: '1', j: 007, k: +1, l: 0x10, m: 1.2.3, o: Infinity, p: 123456789012345678901234567890, q: 1234567890123456789012345678901, r: -x}}]", "hi", "{}").Next().ShouldBeOfType<SkillStep.Call>().Request;
        call.Body.ShouldBe("""{"a":true,"b":false,"c":null,"d":null,"e":null,"f":1.5,"g":-2,"h":1e3,"i":"1","j":"007","k":"\u002B1","l":"0x10","m":"1.2.3","o":"Infinity","p":123456789012345678901234567890,"q":"1234567890123456789012345678901","r":"-x"}""");
    }

    private static SkillRun Run(string yaml, string text, string entry)
    {
        var skill = SkillFolders.Answers(yaml).Answering!;
        using var json = JsonDocument.Parse(entry);
        return new SkillRun(skill, skill.Match(text).ShouldNotBeNull(), new SkillFacts
        {
            Message = text,
            Now = DateTimeOffset.Parse("2026-01-31T13:05:00+01:00", CultureInfo.InvariantCulture),
            Zone = "Europe/Berlin",
            UserId = "7",
            UserName = "Ann",
            Username = "ann_1",
            Entry = new ConfigSection(json.RootElement.Clone()),
        });
    }
}
