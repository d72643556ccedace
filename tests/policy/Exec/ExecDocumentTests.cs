using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>The document of exec approvals: how it is written, and whose word in it counts.</summary>
public sealed class ExecDocumentTests
{
    [Theory]
    [InlineData("deny", ExecSecurity.Deny)]
    [InlineData("allowlist", ExecSecurity.Allowlist)]
    [InlineData("full", ExecSecurity.Full)]
    [InlineData("Full", null)]
    [InlineData(null, null)]
    public void What_may_run_has_a_word(string? word, ExecSecurity? security)
    {
        ExecWords.Security(word).ShouldBe(security);
        (security is { } known ? ExecWords.Of(known) : null).ShouldBe(security is null ? null : word);
    }

    [Theory]
    [InlineData("off", ExecAsk.Off)]
    [InlineData("on-miss", ExecAsk.OnMiss)]
    [InlineData("always", ExecAsk.Always)]
    [InlineData("never", null)]
    [InlineData(null, null)]
    public void When_somebody_is_asked_has_a_word(string? word, ExecAsk? ask)
    {
        ExecWords.Ask(word).ShouldBe(ask);
        (ask is { } known ? ExecWords.Of(known) : null).ShouldBe(ask is null ? null : word);
    }

    [Fact]
    public void A_document_is_written_as_it_is_read()
    {
        const string text = """
            {
              "version": 1,
              "socket": {
                "path": "/run/x",
                "token": "geheim"
              },
              "defaults": {
                "security": "allowlist",
                "ask": "on-miss",
                "askFallback": "deny",
                "autoAllowSkills": false
              },
              "agents": {
                "main": {
                  "security": "full",
                  "ask": "off",
                  "askFallback": "full",
                  "allowlist": [
                    {
                      "id": "1",
                      "pattern": "/opt/é<&>",
                      "lastUsedAt": 5,
                      "lastUsedCommand": "x 'y'",
                      "lastResolvedPath": "/opt/x"
                    },
                    {
                      "pattern": "/b"
                    }
                  ]
                },
                "ops": {
                  "ask": "always",
                  "allowlist": []
                },
                "bare": {}
              }
            }

            """;
        var document = ExecDocumentJson.Parse(text)!;
        ExecDocumentJson.Write(document, forEyes: false).ShouldBe(text.ReplaceLineEndings("\n"));
        document.Agents["ops"].Allowlist.ShouldBeEmpty();
        document.Agents["bare"].Allowlist.ShouldBeNull();
        document.Problem().ShouldBeNull();
        ExecDocumentJson.Parse("""{ "version": 1 }""")!.Socket.ShouldBeNull();
        ExecDocumentJson.Write(ExecDocument.Empty, forEyes: true).ShouldBe("{\n  \"version\": 1,\n  \"agents\": {}\n}\n");
        ExecDocumentJson.Parse("""{ "version": 1, "agents": { "a": { "allowlist": [{ "id": "1" }, { "pattern": "/b" }] }, "b": { "allowlist": "/x" } } }""")!.Agents
            .Select(static agent => agent.Value.Allowlist?.Count).ShouldBe([1, null]);
    }

    [Fact]
    public void What_an_agent_does_not_say_is_said_for_all_then_by_default_then_by_the_caller()
    {
        ExecDefaults full = new(ExecSecurity.Full, ExecAsk.Off, ExecSecurity.Full, true);
        ExecDocument Of(ExecDefaults? defaults, params (string Id, ExecDefaults Settings)[] agents) => new(null, defaults, agents.ToDictionary(static agent => agent.Id, static agent => new ExecAgent(agent.Settings)));
        ExecDefaults Said(ExecDocument document, ExecDefaults? caller = null, string? agent = "main") =>
            document.For(agent, caller) is var rules ? new(rules.Security, rules.Ask, rules.AskFallback, rules.AutoAllowSkills) : null!;
        ExecDefaults deny = new(ExecSecurity.Deny, ExecAsk.Always, ExecSecurity.Deny, false);

        Said(Of(full, ("*", full), ("main", deny)), full).ShouldBe(deny);
        Said(Of(full, ("*", deny), ("main", new())), full).ShouldBe(deny);
        Said(Of(deny, ("other", full)), full).ShouldBe(deny);
        Said(Of(null), full).ShouldBe(full);
        Said(Of(null)).ShouldBe(new(ExecSecurity.Deny, ExecAsk.OnMiss, ExecSecurity.Deny, false));
        Said(Of(deny, ("main", full)), agent: " ").ShouldBe(full, "none is the first agent");
        Said(Of(deny, ("main", full)), agent: " main ").ShouldBe(full);
        Said(Of(deny, ("main", full)), agent: "ops").ShouldBe(deny);
    }

    [Fact]
    public void The_list_for_all_comes_before_an_agents_own()
    {
        ExecDocument document = new(null, null, new Dictionary<string, ExecAgent> { ["*"] = new(new(), [new("/all")]), ["main"] = new(new(), [new("/own")]) });
        document.For("main").Allowlist.Select(static entry => entry.Pattern).ShouldBe(["/all", "/own"]);
        document.For("ops").Allowlist.Select(static entry => entry.Pattern).ShouldBe(["/all"]);
    }

    [Fact]
    public void A_path_that_is_allowed_again_keeps_its_entry_and_the_others_stay()
    {
        ExecDocument document = new(null, null, new Dictionary<string, ExecAgent> { ["main"] = new(new(ExecSecurity.Full), [new(" /a ", "1"), new("/b", "2")]), ["ops"] = new(new()) });
        var allowed = document.Allow("main", ["/a", "/c"], "a; c", 7);
        allowed.Agents["main"].Settings.Security.ShouldBe(ExecSecurity.Full);
        allowed.Agents["main"].Allowlist!.Take(2).ShouldBe([new AllowlistEntry(" /a ", "1", 7, "a; c", "/a"), new AllowlistEntry("/b", "2")]);
        var added = allowed.Agents["main"].Allowlist![2];
        (added.Pattern, added.LastUsedAt, added.LastUsedCommand, added.LastResolvedPath).ShouldBe(("/c", 7, "a; c", "/c"));
        added.Id.ShouldBe(document.Allow("main", ["/c"], "other", 8).Agents["main"].Allowlist![2].Id, "the same each time");
        added.Id!.Length.ShouldBe(32);
        added.Id.ShouldNotBe(document.Allow("ops", ["/c"], "c", 7).Agents["ops"].Allowlist![0].Id);
        allowed.Agents.Keys.Order().ShouldBe(["main", "ops"]);
    }
}
