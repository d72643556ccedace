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

    private static SkillRun Run(string yaml, string text, string entry)
    {
        var skill = SkillFolders.Answers(yaml).Answering!;
        using var json = JsonDocument.Parse(entry);
        return new SkillRun(skill, skill.Match(text).ShouldNotBeNull(), new SkillFacts
        {
            Message = text,
            Now = DateTimeOffset.Parse("2026-01-31T13:05:00+01:00", CultureInfo.InvariantCulture),
            Zone = "Europe/Berlin",
            UserName = "Ann",
            Entry = new ConfigSection(json.RootElement.Clone()),
        });
    }
}
