using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>What a <c>skill.yaml</c> may say: who writes one is told what is wrong, where, and what is allowed.</summary>
public sealed class SkillActionReaderTests
{
    private const string Types = "api_call, message, run_tool, choose";
    private const string Url = "url begins with https:// or http:// and a host that holds no value and no user name, then a /";

    [Theory]
    [InlineData("actions: x", "skill.yaml:1: actions is a list of actions; an action's type is one of " + Types)]
    [InlineData("actions: [x]", "skill.yaml:3: an action is a map with a type: " + Types)]
    [InlineData("actions:\n  - on_error: x\n    type: shell", "skill.yaml:5: an action's type is one of " + Types)]
    [InlineData("actions:\n  - on_error: x", "skill.yaml:4: an action's type is one of " + Types)]
    [InlineData("actions:\n  - type: api_call\n    url: x", "skill.yaml:5: " + Url)]
    [InlineData("actions:\n  - type: api_call\n    as: x", "skill.yaml:4: " + Url)]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', retry: 3}]", "skill.yaml:3: unknown key \"retry\"; allowed: type, method, url, params, headers, body, as, map, timeout, on_error")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', method: get}]", "skill.yaml:3: method is GET, POST, PUT, PATCH or DELETE, not \"get\"")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', timeout: 0}]", "skill.yaml:3: timeout is a whole number of seconds, 1 to 60")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', timeout: 61}]", "skill.yaml:3: timeout is a whole number of seconds, 1 to 60")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', timeout: '1.5'}]", "skill.yaml:3: timeout is a whole number of seconds, 1 to 60")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', timeout: -1}]", "skill.yaml:3: timeout is a whole number of seconds, 1 to 60")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', timeout: [1]}]", "skill.yaml:3: timeout is a whole number of seconds, 1 to 60")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', params: x}]", "skill.yaml:3: params is a map of at most 50 names with texts")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', params: {a: x, b: [x]}}]", "skill.yaml:3: params is a map of at most 50 names with texts")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', headers: [x]}]", "skill.yaml:3: headers is a map of at most 50 names with texts")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', headers: {Host: x}}]", "skill.yaml:3: \"Host\" is no header that a skill may set: letters, digits and '-', and none that the transport sets (Host, Connection, Content-Length, Content-Type, Transfer-Encoding, Upgrade, Proxy-…)")]
    [InlineData("actions: [{type: api_call, url: 'https://x.example/', map: {a: 'b c'}}]", "skill.yaml:3: a is a way through the answer, such as list[0].name")]
    [InlineData("actions: [{type: run_tool, tool: read, retry: 3}]", "skill.yaml:3: unknown key \"retry\"; allowed: type, tool, params, as, map, on_error")]
    [InlineData("actions:\n  - type: run_tool\n    tool: a b", "skill.yaml:5: tool is the name of a tool")]
    [InlineData("actions:\n  - type: run_tool\n    as: x", "skill.yaml:4: tool is the name of a tool")]
    [InlineData("actions: [{type: run_tool, tool: read, params: [x]}]", "skill.yaml:3: params is a map")]
    [InlineData("actions:\n  - type: message\n    on_error: x", "skill.yaml:4: text is what is said")]
    [InlineData("actions:\n  - type: message\n    text: ''", "skill.yaml:5: text is what is said")]
    [InlineData("actions:\n  - type: message\n    text: [x]", "skill.yaml:5: text is what is said")]
    [InlineData("actions: [{type: message, text: '${nobody}'}]", "skill.yaml:3: ${nobody} is not declared; allowed: match.a, message.text, now.date, now.iso, now.time, now.weekday, now.zone, user.id, user.language, user.location, user.name, user.timezone, user.username, config.…")]
    [InlineData("actions: [{type: message, text: '${config}'}]", "skill.yaml:3: ${config} is not declared; allowed: match.a, message.text, now.date, now.iso, now.time, now.weekday, now.zone, user.id, user.language, user.location, user.name, user.timezone, user.username, config.…")]
    [InlineData("actions: [{type: run_tool, tool: read, as: zed}, {type: run_tool, tool: read, as: abc}, {type: message, text: '${result.x}'}]", "skill.yaml:3: ${result.x} is not declared; allowed: match.a, message.text, now.date, now.iso, now.time, now.weekday, now.zone, user.id, user.language, user.location, user.name, user.timezone, user.username, abc.…, config.…, zed.…")]
    [InlineData("actions: [{type: message, text: 'a ${} b ${user.id}'}]", "skill.yaml:3: \"${}\" names no value; write ${user.location}, or $${ for the characters themselves")]
    [InlineData("actions: [{type: message, text: 'a ${user.id'}]", "skill.yaml:3: \"${user.id\" names no value; write ${user.location}, or $${ for the characters themselves")]
    [InlineData("actions: [{type: choose, by: x, retry: 3, cases: []}]", "skill.yaml:3: unknown key \"retry\"; allowed: type, by, cases, else, on_error")]
    [InlineData("actions: [{type: choose, by: x}]", "skill.yaml:3: choose has by, a text, and cases, a list of maps with is, above or below, and actions")]
    [InlineData("actions: [{type: choose, cases: []}]", "skill.yaml:3: choose has by, a text, and cases, a list of maps with is, above or below, and actions")]
    [InlineData("actions: [{type: choose, by: x, cases: [x]}]", "skill.yaml:3: a case has is, above or below, and actions")]
    [InlineData("actions: [{type: choose, by: x, cases: [{is: x}]}]", "skill.yaml:3: a case has is, above or below, and actions")]
    [InlineData("actions: [{type: choose, by: x, cases: [{actions: []}]}]", "skill.yaml:3: a case has is, above or below")]
    [InlineData("actions: [{type: choose, by: x, cases: [{is: x, over: 1, actions: []}]}]", "skill.yaml:3: unknown key \"over\"; allowed: is, above, below, actions")]
    [InlineData("actions: [{type: choose, by: x, cases: [{above: much, actions: []}]}]", "skill.yaml:3: above is a number")]
    [InlineData("actions: [{type: choose, by: x, cases: [{below: Infinity, actions: []}]}]", "skill.yaml:3: below is a number")]
    [InlineData("actions: [{type: choose, by: x, cases: [{below: [1], actions: []}]}]", "skill.yaml:3: below is a number")]
    [InlineData("actions: [{type: choose, by: x, cases: [{is: [[x]], actions: []}]}]", "skill.yaml:3: is is a list of texts")]
    [InlineData("actions: [{type: choose, by: x, cases: [], else: x}]", "skill.yaml:3: else is a list of actions; an action's type is one of " + Types)]
    [InlineData("reply: [x]", "skill.yaml:3: reply is a text")]
    [InlineData("reply: ''", "skill.yaml:3: reply is a text")]
    [InlineData("actions: []", "skill.yaml:1: has neither actions nor a reply")]
    [InlineData("reply: x\nsecrets: [a]", "skill.yaml:4: a secret is named like a variable, A-Z, 0-9 and _, not \"a\"")]
    [InlineData("reply: x\nsecrets: [[A]]", "skill.yaml:4: secrets is a list of texts")]
    [InlineData("reply: x\nsecrets: ['']", "skill.yaml:4: secrets is a list of texts")]
    [InlineData("reply: x\ndescription: [x]", "skill.yaml:4: description is a text of 1 to 1024 characters")]
    [InlineData("reply: x\nhosts: [b.example, a.example]\nactions: [{type: api_call, url: 'https://x.example/'}]", "skill.yaml:4: calls x.example, which hosts does not name; named: b.example, a.example")]
    public void What_is_wrong_is_told_once(string rest, string problem) =>
        SkillFolders.Refused("name: n\ntriggers: [{pattern: '(?<a>x)'}]\n" + rest).ShouldBe([problem]);

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    [InlineData("POST")]
    public void A_call_may_say_all_that_is_allowed(string method)
    {
        var skill = SkillFolders.Answers($$"""
            name: n
            triggers: [{text: hi}]
            actions:
              - { type: api_call, method: {{method}}, url: "https://x.example/", params: {a: b}, headers: {X: y}, body: {c: d}, as: first_1, map: {e: f}, timeout: 1, on_error: g }
              - { type: api_call, url: "https://y.example/", timeout: 60 }
            reply: ${first_1.e} ${result}
            """).Answering!;
        skill.Actions.Count.ShouldBe(3);
        var call = skill.Actions[0].ShouldBeOfType<ApiCallAction>();
        call.Method.ShouldBe(method);
        call.Timeout.ShouldBe(TimeSpan.FromSeconds(1));
        call.As.ShouldBe("first_1");
        call.OnError.ShouldNotBeNull();
        skill.Actions[1].ShouldBeOfType<ApiCallAction>().Timeout.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_tool_may_have_all_that_is_allowed()
    {
        var skill = SkillFolders.Answers("""
            name: n
            triggers: [hi]
            actions:
              - { type: run_tool, tool: my_tool-2, params: {a: b}, as: x, map: {e: f}, on_error: g }
              - { type: run_tool, tool: a-tool }
            reply: ${x.e} ${result.y}
            """).Answering!;
        skill.Actions[0].ShouldBeOfType<RunToolAction>().As.ShouldBe("x");
        skill.Actions[1].ShouldBeOfType<RunToolAction>().As.ShouldBe("result");
        skill.Tools.ShouldBe(["a-tool", "my_tool-2"]);
    }

    [Fact]
    public void What_is_reached_is_told_in_order()
    {
        SkillFolders.Answers("name: n\ntriggers: [hi]\nactions: [{type: api_call, url: 'https://b.example/'}, {type: api_call, url: 'https://c.example/'}, {type: api_call, url: 'https://A.example/'}]").Answering!
            .Hosts.ShouldBe(["a.example", "b.example", "c.example"]);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("message")]
    [InlineData("match")]
    [InlineData("now")]
    [InlineData("config")]
    [InlineData("secret")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("é")]
    public void A_result_takes_the_name_of_nothing_else(string name) =>
        SkillFolders.Refused($"name: n\ntriggers: [hi]\nactions: [{{type: run_tool, tool: read, as: '{name}'}}]")
            .ShouldBe(["skill.yaml:3: as is a name of letters, digits and '_', and none of user, message, match, now, config, secret"]);

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(60)]
    public void There_are_at_most_fifty_actions(int count)
    {
        var yaml = "name: n\ntriggers: [hi]\nactions: [" + string.Join(',', Enumerable.Repeat("{type: message, text: x}", count - 2)) + ", {type: choose, by: x, cases: [{is: x, actions: [{type: message, text: y}]}]}]";
        if (count > 50)
        {
            SkillFolders.Refused(yaml).ShouldContain("skill.yaml:3: there are more than 50 actions");
            SkillFolders.Refused(yaml).Count(static said => said.Contains("more than 50", StringComparison.Ordinal)).ShouldBe(1);
        }
        else
        {
            SkillFolders.Answers(yaml).Answering!.Actions.Count.ShouldBe(49);
        }
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void A_map_has_at_most_fifty_names(int count, bool isRead)
    {
        var yaml = "name: n\ntriggers: [hi]\nactions: [{type: api_call, url: 'https://x.example/', params: {" + string.Join(',', Enumerable.Range(0, count).Select(static i => $"p{i}: x")) + "}}]";
        SkillFolders.ProblemsOf(yaml).ShouldBe(isRead ? [] : ["skill.yaml:3: params is a map of at most 50 names with texts"]);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_skill_has_at_most_ten_secrets(int count, bool isRead) =>
        SkillFolders.ProblemsOf("name: n\ntriggers: [hi]\nreply: x\nsecrets: [" + string.Join(',', Enumerable.Range(0, count).Select(static i => $"K{i}")) + "]")
            .ShouldBe(isRead ? [] : ["skill.yaml:4: secrets has at most 10 entries"]);

    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    public void A_description_has_a_length(int length, bool isRead)
    {
        var yaml = "name: n\ntriggers: [hi]\nreply: x\ndescription: " + new string('d', length);
        SkillFolders.ProblemsOf(yaml).ShouldBe(isRead ? [] : ["skill.yaml:4: description is a text of 1 to 1024 characters"]);
    }

    [Fact]
    public void A_skill_without_a_description_says_what_it_answers()
    {
        SkillFolders.Answers("name: n\ntriggers: [how are you, hi]\nreply: x").Description.ShouldBe("Answers \"how are you\"");
        SkillFolders.Answers("name: n\ntriggers: [hi]\nreply: x\ndescription: says x").Description.ShouldBe("says x");
    }

    [Theory]
    [InlineData("- x", "skill.yaml:1: holds a map with name, triggers and actions")]
    [InlineData("x", "skill.yaml:1: holds a map with name, triggers and actions")]
    [InlineData("", "skill.yaml:1: holds a map with name, triggers and actions")]
    [InlineData("triggers: [hi]\nreply: x", "skill.yaml:1: name has 1 to 64 of the letters a-z, digits, '-' and '_', and begins with a letter or a digit")]
    [InlineData("reply: x\ntriggers: [hi]\nname: a b", "skill.yaml:3: name has 1 to 64 of the letters a-z, digits, '-' and '_', and begins with a letter or a digit")]
    [InlineData("name: n\nreply: x", "skill.yaml:1: triggers is a list of 1 to 50 texts, or maps with text or pattern")]
    [InlineData("name: n\nreply: x\ntriggers: hi", "skill.yaml:3: triggers is a list of 1 to 50 texts, or maps with text or pattern")]
    [InlineData("name: n\nreply: x\ntriggers: [[hi]]", "skill.yaml:3: a trigger is a text of 1 to 300 characters, or a map with text or pattern")]
    [InlineData("name: n\nreply: x\ntriggers: [{text: hi, or: ho}]", "skill.yaml:3: unknown key \"or\"; allowed: text, pattern")]
    [InlineData("name: n\nreply: x\ntriggers: [{pattern: '('}]", "skill.yaml:3: \"(\" is no pattern that can be matched in linear time: no look-around, no back-references")]
    public void What_is_wrong_with_the_head_is_told(string yaml, string problem) => SkillFolders.Refused(yaml).ShouldBe([problem]);

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_trigger_has_a_length(int length, bool isRead) =>
        SkillFolders.ProblemsOf($"name: n\nreply: x\ntriggers: [{{text: {new string('x', length)}}}]")
            .ShouldBe(isRead ? [] : ["skill.yaml:3: a trigger is a text of 1 to 300 characters, or a map with text or pattern"]);
}
