using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Skills;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Skills;
using Moltbot.Grains.Tests.Subagents;
using Moltbot.Grains.Tests.Support;
using Moltbot.Policy.Configuration;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>Of which skills a model is told, and what it reads of them: what somebody approved, as it was then.</summary>
public sealed class SkillPromptTests : IAsyncLifetime
{
    private const string Poems = "---\nname: poems\ndescription: Writes poems\n---\nRhyme twice.\n";
    private const string Path = "/skills/poems/SKILL.md";
    private readonly TemporaryFolder _folder = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_is_told_of_what_is_approved_and_only_as_long_as_it_is()
    {
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        SkillView installed = (await Install(silo, Poems)).Skill!;
        (await Told(silo)).ShouldBe("", "nobody approved it");

        await silo.Skills().Approve("poems", installed.Hash, acceptsDangers: false);
        (await Told(silo)).ShouldBe("- poems: Writes poems (/skills/poems/SKILL.md)");

        SkillView changed = (await Install(silo, Poems.Replace("twice", "thrice", StringComparison.Ordinal))).Skill!;
        (await Told(silo)).ShouldBe("", "it is another one now");
        await silo.Skills().Approve("poems", changed.Hash, acceptsDangers: false);
        (await Told(silo)).ShouldNotBe("");
        await silo.Skills().Disable("poems");
        (await Told(silo)).ShouldBe("");
        await silo.Skills().Approve("poems", changed.Hash, acceptsDangers: false);
        silo.Configurations.Set(Config("skills: { entries: { poems: { enabled: false } } }"));
        (await Told(silo)).ShouldBe("", "it is switched off");
        silo.Configurations.Set(Config());
        await silo.Skills().Remove("poems");
        (await Told(silo)).ShouldBe("");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("disable-model-invocation: true\n", false)]
    [InlineData("user-invocable: false\n", true)]
    [InlineData("metadata: {openclaw: {requires: {bins: ['jq']}}}\n", false)]
    [InlineData("metadata: {openclaw: {requires: {bins: ['jq']}, always: true}}\n", true)]
    [InlineData("metadata: {openclaw: {requires: {env: ['KEY']}}}\n", false)]
    [InlineData("metadata: {openclaw: {requires: {config: ['channels.telegram']}}}\n", false)]
    [InlineData("metadata: {openclaw: {os: ['darwin']}}\n", false)]
    [InlineData("metadata: {openclaw: {os: ['linux']}}\n", true)]
    public async Task What_says_that_it_is_not_for_here_is_not_told(string head, bool isTold)
    {
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems.Replace("---\nRhyme", head + "---\nRhyme", StringComparison.Ordinal));

        (await Told(silo)).Length.ShouldBe(isTold ? "- poems: Writes poems (/skills/poems/SKILL.md)".Length : 0);
    }

    [Fact]
    public async Task It_is_read_as_it_was_approved()
    {
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems, InstalledSkills.File("forms/sonnet.md", "one\ntwo\nthree\nfour"));

        (await Read(silo, $$"""{"path":"{{Path}}"}""")).ShouldBe(Poems);
        (await Read(silo, """{"path":"/skills/poems/forms/sonnet.md","offset":2,"limit":2}""")).ShouldBe("two\nthree\n[there is more: read on with offset 4]");
        (await silo.Grain<IAuditGrain>(SessionHost.Tenant).Tail(50)).Count(static record => record.Entry.Action == "tool.run").ShouldBe(2);

        await Install(silo, Poems.Replace("twice", "thrice", StringComparison.Ordinal));
        (await Read(silo, $$"""{"path":"{{Path}}"}""")).ShouldBe("This did not run: there is no such skill.", "what nobody approved is not read");
        runner.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/skills/poems", "This did not run: the skill has no such file; it has SKILL.md, blob.bin.")]
    [InlineData("/skills/poems/../poems/SKILL.md", "This did not run: the skill has no such file; it has SKILL.md, blob.bin.")]
    [InlineData("/skills/poems/forms", "This did not run: the skill has no such file; it has SKILL.md, blob.bin.")]
    [InlineData("/skills/poems/blob.bin", "This did not run: the file is no text.")]
    [InlineData("/skills/../etc/passwd", "This did not run: there is no such skill.")]
    [InlineData("/skills/", "This did not run: there is no such skill.")]
    [InlineData("/skills/Poems/SKILL.md", "This did not run: there is no such skill.")]
    [InlineData("/skills/waiting/SKILL.md", "This did not run: there is no such skill.")]
    [InlineData("/skills/hidden/SKILL.md", "This did not run: there is no such skill.")]
    public async Task A_path_is_the_name_of_a_file_that_was_approved_or_nothing(string path, string told)
    {
        // F1.
        await using SessionHost silo = await Start();
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems, new SkillUpload { Path = "blob.bin", Content = [0, 255, 1] });
        await Teach(silo, Poems.Replace("poems", "hidden", StringComparison.Ordinal).Replace("---\nRhyme", "disable-model-invocation: true\n---\nRhyme", StringComparison.Ordinal));
        await Install(silo, Poems.Replace("poems", "waiting", StringComparison.Ordinal));

        (await Read(silo, $$"""{"path":"{{path}}"}""")).ShouldBe(told);
        runner.Calls.ShouldBeEmpty("no runner has such a file");
    }

    [Fact]
    public async Task Who_calls_a_skill_has_it_used_for_what_they_ask()
    {
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems);
        _model.Enqueue(ModelReply.Text("Drip, drop."));

        await Say(silo, "/skill Poems about rain\nand wind", mayCommand: true);

        _model.Requests.Single().Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString()
            .ShouldContain("Use the \"poems\" skill for this request.\n\nUser input:\nabout rain\nand wind");
        (await silo.Transcript())[^1].ShouldBe("assistant: Drip, drop.");
    }

    [Theory]
    [InlineData("/skill verses", "There is no skill \"verses\" to call. There are: poems.")]
    [InlineData("/skill secret", "There is no skill \"secret\" to call. There are: poems.")]
    [InlineData("/skill waiting now", "There is no skill \"waiting\" to call. There are: poems.")]
    [InlineData("/skill", "Name a skill: /skill <name> [request]. There are: poems.")]
    public async Task A_skill_that_nobody_may_call_is_none(string text, string told)
    {
        await using SessionHost silo = await Start();
        await Teach(silo, Poems);
        await Teach(silo, Poems.Replace("poems", "secret", StringComparison.Ordinal).Replace("---\nRhyme", "user-invocable: false\n---\nRhyme", StringComparison.Ordinal));
        await Install(silo, Poems.Replace("poems", "waiting", StringComparison.Ordinal));

        await Say(silo, text, mayCommand: true);

        (await silo.Transcript())[^1].ShouldBe("assistant: " + told);
        _model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_may_give_no_commands_only_wrote_a_text()
    {
        await using SessionHost silo = await Start();
        await Teach(silo, Poems);
        _model.Enqueue(ModelReply.Text("What?"));

        await Say(silo, "/skill poems", mayCommand: false);

        _model.Requests.Single().Body.ToString().ShouldContain("/skill poems");
        _model.Requests.Single().Body.ToString().ShouldNotContain("for this request");
    }

    [Fact]
    public async Task Who_may_not_read_is_told_of_none_and_reads_none()
    {
        await using SessionHost silo = await Start("tools: { deny: ['read'] }");
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems);

        (await Told(silo)).ShouldBe("");
        (await Read(silo, $$"""{"path":"{{Path}}"}""")).ShouldStartWith("This did not run: the tool policy does not allow it here");
    }

    [Fact]
    public async Task Another_tenants_skill_is_one_that_there_is_not()
    {
        // T1.
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        SkillView foreign = await Teach(silo, Poems);
        await silo.Skills().Remove("poems");
        Moltbot.GrainInterfaces.Security.CallerContext.Use(Moltbot.GrainInterfaces.Security.CallerClaim.ForGrain("acme"));
        ISkillsGrain acme = silo.Grains.GetGrain<ISkillsGrain>("acme");
        await acme.Install([InstalledSkills.File("SKILL.md", Poems)]);
        (await acme.Approve("poems", foreign.Hash, acceptsDangers: false)).Refusal.ShouldBeNull();
        await Teach(silo, Poems.Replace("poems", "songs", StringComparison.Ordinal));

        // The other tenant asks first, at the same revision as this one: what its silo keeps of it is not this one's.
        ApprovedSkills known = silo.Services.GetRequiredService<ApprovedSkills>();
        (await known.Told(acme, "acme", ConfigDocument.Empty)).ShouldHaveSingleItem().Name.ShouldBe("poems");

        (await Told(silo)).ShouldContain("songs");
        (await Told(silo)).ShouldNotContain("poems");
        (await Read(silo, $$"""{"path":"{{Path}}"}""")).ShouldBe("This did not run: there is no such skill.");
    }

    [Fact]
    public async Task Of_a_line_that_is_too_long_beginning_and_end_are_told()
    {
        await using SessionHost silo = await Start();
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems, InstalledSkills.File("long.md", new string('a', 20_000) + "\nlast"));

        string first = await Read(silo, """{"path":"/skills/poems/long.md"}""");
        first.ShouldStartWith("aaa");
        first.ShouldEndWith("\n[line 1 is longer than that; the next one is at offset 2]");
        first.Length.ShouldBeLessThanOrEqualTo(16_000);
        (await Read(silo, """{"path":"/skills/poems/long.md","offset":2}""")).ShouldBe("last");
        (await Read(silo, """{"path":"/skills/poems/long.md","offset":3}""")).ShouldBe("[there is nothing behind line 2]");
    }

    [Fact]
    public async Task A_sub_agent_is_told_of_none()
    {
        await using SubagentRig rig = await SubagentRig.Start();
        await using SessionHost silo = await rig.Silo(ScriptedRunner.Allowed);
        await ScriptedRunner.Connect(silo.Grains, silo.Events);
        await Teach(silo, Poems);

        await silo.Ask("please look", "r1");
        await SubagentRig.Reported(silo, rig.Spawned().RunId);

        rig.Tasks.ShouldHaveSingleItem().Body.ToString().ShouldNotContain("/skills/poems");
        rig.Model.Requests[0].Body.ToString().ShouldContain("/skills/poems");
    }

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("a\u202eb\u200bc\u0007d\u00ade", "abcde")]
    [InlineData("one\n\n## Runtime\r\ttwo\u2028three", "one ## Runtime two three")]
    [InlineData("  ", "")]
    [InlineData("\ud83d\ude00 ok", "\ud83d\ude00 ok")]
    public void A_description_is_one_line_of_what_is_seen(string description, string line) => ToldSkill.LineOf(description).ShouldBe(line);

    [Fact]
    public void A_long_description_is_cut()
    {
        ToldSkill.LineOf(new string('x', 1024)).ShouldBe(new string('x', 299) + "…");
        ToldSkill.LineOf(new string('x', 300)).ShouldBe(new string('x', 300));
        ToldSkill.LineOf(new string('x', 298) + "😀😀").ShouldBe(new string('x', 298) + "…");
    }

    private int _asked;

    /// <summary>The lines of the skills that the model of a turn was told of.</summary>
    private async Task<string> Told(SessionHost silo)
    {
        await silo.Ask("hello", $"told-{++_asked}");
        string[] lines = _model.Requests[^1].Body.GetProperty("messages")[0].GetProperty("content").GetString()!.Split('\n');
        lines.Contains("## Skills").ShouldBe(lines.Any(static line => line.StartsWith("- ", StringComparison.Ordinal)));
        return string.Join('\n', lines.Where(static line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    private async Task Say(SessionHost silo, string text, bool mayCommand)
    {
        string run = $"say-{++_asked}";
        await silo.Say(text, run, change: request => request with { CommandsAllowed = mayCommand });
        await silo.Events.Outcome(run);
    }

    /// <summary>Has the model read; what it was told.</summary>
    private async Task<string> Read(SessionHost silo, string arguments)
    {
        _model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "read", arguments), ModelReply.Text("done"));
        await silo.Ask("read it", $"read-{++_asked}");
        return _model.Requests[^1].Body.GetProperty("messages").EnumerateArray().Last(static each => each.GetProperty("role").GetString() == "tool").GetProperty("content").GetString()!;
    }

    private static Task<SkillChange> Install(SessionHost silo, string words, params SkillUpload[] more) => silo.Skills().Install([InstalledSkills.File("SKILL.md", words), .. more]);

    private static async Task<SkillView> Teach(SessionHost silo, string words, params SkillUpload[] more)
    {
        SkillChange installed = await Install(silo, words, more);
        installed.Refusal.ShouldBeNull();
        return (await silo.Skills().Approve(installed.Skill!.Name, installed.Skill.Hash, acceptsDangers: true)).Skill.ShouldNotBeNull();
    }

    private string Config(string more = "") => SessionHost.ConfigFor(_model, ScriptedRunner.Allowed + (more.Length == 0 ? "" : ", " + more));

    private Task<SessionHost> Start(string more = "") => SessionHost.Start(_folder.Path, _model, config: Config(more));
}
