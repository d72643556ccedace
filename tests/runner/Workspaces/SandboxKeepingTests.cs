using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Support;
using Moltbot.Runner.Workspaces;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Workspaces;

/// <summary>A tenant is told of its own sandboxes and throws away its own; attacks C9, F1 and X1.</summary>
public sealed class SandboxKeepingTests
{
    private static readonly ToolRunContext Own = Bench.Context with { WorkspaceAccess = "none", SessionId = "first", Life = new ToolSandboxLife { IdleMinutes = 1440, MaxAgeMinutes = 10080 } };

    [Fact]
    public async Task It_is_told_which_there_are_and_what_goes_on_in_them()
    {
        using Bench bench = new();
        await bench.Shell("head -c 1M /dev/urandom >big; sync", Own);
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.Run("exec", new { command = "cat", background = true }, Own with { SandboxKey = "shared", AgentId = "second", SessionKey = "agent:second:main" });
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        await bench.Shell("true", Own with { WorkspaceAccess = "rw", SandboxKey = "agent:third" });

        ToolSandboxesResult told = await Ask(bench, new ToolSandboxesParams { Tenant = "default" });

        told.More.ShouldBeFalse();
        told.Sandboxes.Select(static each => (each.Key, each.AgentId, each.SessionKey, each.Use, each.UsedAtMs - each.MadeAtMs, each.IsMore, each.Outcome)).ShouldBe(
        [
            ("shared", "second", "agent:second:main", ToolSandboxUses.Program, 0, false, null),
            ("agent:main", "main", "agent:main:telegram:group:-1", ToolSandboxUses.None, 0, false, null),
        ]);
        told.Sandboxes[0].Bytes.ShouldNotBeNull().ShouldBeLessThan(1 << 20);
        told.Sandboxes[1].Bytes.ShouldNotBeNull().ShouldBeInRange(1 << 20, 2 << 20);
        told.Sandboxes[1].Life.ShouldBe(Own.Life);
    }

    [Fact]
    public async Task So_many_files_are_counted_and_no_more()
    {
        using Bench bench = new();
        await bench.Shell($"seq {SandboxSizes.MaxFiles} | xargs touch", Own);

        (await Ask(bench, new ToolSandboxesParams { Tenant = "default" })).Sandboxes.Single().IsMore.ShouldBeTrue();
    }

    /// <summary>F1, C9: another tenant's are not told of, not counted and not touched, whatever a key says.</summary>
    [Theory]
    [InlineData("stranger", null, null)]
    [InlineData("stranger", "agent:main", null)]
    [InlineData("stranger", null, "main")]
    [InlineData("stranger\ndefault", "agent:main", null)]
    [InlineData("", "default\nagent:main", null)]
    [InlineData("default", "../default/agent:main", null)]
    [InlineData("default", "agent:main/../agent:main", null)]
    [InlineData("default", "agent:mai", null)]
    [InlineData("default", "", null)]
    [InlineData("default", "*", null)]
    [InlineData("default", null, "mai")]
    [InlineData("default", null, "main:telegram")]
    [InlineData("default", null, "")]
    public async Task Nobody_elses_is_told_of_or_touched(string tenant, string? key, string? agent)
    {
        using Bench bench = new();
        await bench.Shell("echo kept >mine", Own);
        var query = new ToolSandboxesParams { Tenant = tenant, Keys = key is null ? null : [key], AgentId = agent };

        (await Ask(bench, query)).Sandboxes.ShouldBeEmpty();
        (await Ask(bench, query with { Recreate = true, Force = true })).Sandboxes.ShouldBeEmpty();

        (await bench.Shell("cat mine", Own)).ShouldBe("kept\n");
    }

    [Fact]
    public async Task Those_of_one_agent_are_its_own_and_its_sessions()
    {
        using Bench bench = new();
        string[] keys = ["agent:main", "agent:main:main", "agent:mainly", "agent:mainly:main", "mcp:main", "shared"];
        foreach (string key in keys)
        {
            await bench.Shell("true", Own with { SandboxKey = key });
        }

        (await Ask(bench, new ToolSandboxesParams { Tenant = "default", AgentId = "main", Recreate = true })).Sandboxes.Select(static each => (each.Key, each.Outcome)).Order()
            .ShouldBe([("agent:main", ToolSandboxOutcomes.Removed), ("agent:main:main", ToolSandboxOutcomes.Removed), ("mcp:main", ToolSandboxOutcomes.Removed)]);
        (await Ask(bench, new ToolSandboxesParams { Tenant = "default" })).Sandboxes.Select(static each => each.Key).Order().ShouldBe(["agent:mainly", "agent:mainly:main", "shared"]);
    }

    [Fact]
    public async Task What_waits_in_it_ends_and_the_next_call_finds_a_new_one()
    {
        using Bench bench = new();
        await bench.Shell("echo old >mine", Own);
        var go = new Fifo(Path.Combine(bench.State, "sandboxes", WorkspaceFolders.NameOf("default", "agent:main")), "go");
        await bench.Run("exec", new { command = "exec 3<>go; read x <&3", background = true }, Own);
        await Waits.Until(go.IsRead, "the program to begin");
        ToolRunContext elsewhere = Own with { SandboxKey = "agent:other" };
        await bench.Run("exec", new { command = "cat", background = true }, elsewhere);

        (await Ask(bench, new ToolSandboxesParams { Tenant = "default", Keys = ["agent:main"], Recreate = true })).Sandboxes.Single()
            .ShouldSatisfyAllConditions(static each => each.Outcome.ShouldBe(ToolSandboxOutcomes.Removed), static each => each.Use.ShouldBe(ToolSandboxUses.Program));

        (await bench.Run("process", new { action = "list" }, Own)).Text.ShouldBe("No running or recent sessions.");
        (await bench.Shell("ls -A", Own)).ShouldBe("(no output)");
        (await bench.Run("process", new { action = "list" }, elsewhere)).Text.ShouldContain("running");
        await bench.Executor.Pruning.InTime();
        Directory.GetDirectories(Path.Combine(bench.State, "sandboxes"), "removed-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_a_call_is_made_in_stays_unless_that_is_cancelled()
    {
        using Bench bench = new();
        await bench.Shell("true", Own);
        var go = new Fifo(Path.Combine(bench.State, "sandboxes", WorkspaceFolders.NameOf("default", "agent:main")), "go");
        Task<ToolRunResult> running = bench.Executor.Run(bench.Call("exec", new { command = "exec 3<>go; read x <&3" }, Own), TestContext.Current.CancellationToken);
        await Waits.Until(go.IsRead, "the program to begin");
        var query = new ToolSandboxesParams { Tenant = "default", Recreate = true };

        (await Ask(bench, query)).Sandboxes.Single().ShouldSatisfyAllConditions(static each => each.Outcome.ShouldBe(ToolSandboxOutcomes.InUse), static each => each.Use.ShouldBe(ToolSandboxUses.Call));
        go.IsRead().ShouldBeTrue();
        running.IsCompleted.ShouldBeFalse();

        (await Ask(bench, query with { Force = true })).Sandboxes.Single().Outcome.ShouldBe(ToolSandboxOutcomes.Removed);
        (await running.InTime()).Outcome.ShouldBe(ToolOutcomes.Cancelled);
    }

    private static Task<ToolSandboxesResult> Ask(Bench bench, ToolSandboxesParams query) => bench.Executor.Sandboxes(query, TestContext.Current.CancellationToken).InTime();
}
