using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Containers;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>Each kind of use once on each engine; bubblewrap's tests show the rest. Attacks X1, F2, C9.</summary>
public sealed class ContainerToolUseTests
{
    private static readonly ToolRunContext Own = Bench.Context with { WorkspaceAccess = "none", SessionId = "first", Life = new ToolSandboxLife { IdleMinutes = 1440, MaxAgeMinutes = 10080 } };

    public static TheoryData<SandboxBackEndKind> Engines => [SandboxBackEndKind.Docker, SandboxBackEndKind.Podman];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Files_are_written_read_and_found_and_no_link_leads_out(SandboxBackEndKind kind)
    {
        using Bench bench = new(engine: SandboxSuite.EngineOf(kind)!);

        (await bench.Run("write", new { path = "memory/note.md", content = "the fish is blue\n" })).IsError.ShouldBeFalse();
        (await bench.Run("read", new { path = "memory/note.md" })).Text.ShouldContain("the fish is blue");
        (await bench.Run("memory_search", new { query = "fish" })).Text.ShouldContain("note.md");
        string outside = Path.Combine(bench.State, "outside");
        await File.WriteAllTextAsync(outside, "not yours", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(bench.Workspace, "out"), outside);
        (await bench.Run("read", new { path = "out" })).IsError.ShouldBeTrue();
        await bench.Run("write", new { path = "out", content = "x" });
        (await File.ReadAllTextAsync(outside, TestContext.Current.CancellationToken)).ShouldBe("not yours");

        ToolRunParams asked = bench.Call("exec", new { }) with { Lookup = new ToolLookup { Programs = ["sort", "./memory"], Scripts = ["memory/note.md"] } };
        ToolFacts facts = (await bench.Executor.Run(asked, TestContext.Current.CancellationToken).InTime()).Facts.ShouldNotBeNull();
        (facts.Cwd, facts.Programs.Single().RealPath, facts.Scripts.Single().RealPath).ShouldBe(("/workspace", "/usr/bin/sort", "/workspace/memory/note.md"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_outlives_calls_ends_and_a_sandbox_is_thrown_away(SandboxBackEndKind kind)
    {
        using Bench bench = new(engine: SandboxSuite.EngineOf(kind)!);
        await bench.Shell("touch old", Own);
        var folder = Directory.GetDirectories(Path.Combine(bench.State, "sandboxes")).ShouldHaveSingleItem();
        (Fifo killed, Fifo released) = (new Fifo(folder, "killed"), new Fifo(folder, "released"));
        string id = await Begin("exec 3<>killed; read x <&3");
        await Begin("exec 3<>released; read x <&3");
        await Waits.Until(() => killed.IsRead() && released.IsRead(), "the programs to begin");

        (await bench.Run("process", new { action = "kill", sessionId = id }, Own)).Text.ShouldBe($"Killed session {id}.");
        (killed.IsRead(), released.IsRead()).ShouldBe((false, true));
        await bench.Executor.End(new ToolReleaseParams { Tenant = Own.Tenant, SessionKey = Own.SessionKey, SessionId = "first" }).InTime();
        released.IsRead().ShouldBeFalse();

        ToolSandboxesResult thrown = await bench.Executor.Sandboxes(new ToolSandboxesParams { Tenant = "default", Recreate = true }, TestContext.Current.CancellationToken).InTime();
        thrown.Sandboxes.Single().Outcome.ShouldBe(ToolSandboxOutcomes.Removed);
        (await bench.Shell("ls", Own)).ShouldBe("(no output)");

        async Task<string> Begin(string command) => (await bench.Run("exec", new { command, background = true }, Own)).Text.Split("session ")[1].Split(')')[0];
    }
}
