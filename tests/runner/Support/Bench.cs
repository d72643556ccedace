using System.Text.Json;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tools;
using Moltbot.Runner.Web;
using Moltbot.TestSupport.Containers;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Support;

/// <summary>A runner with a folder of its own, a real back end and a clock that stands still.</summary>
internal sealed class Bench : IDisposable
{
    private int _calls;

    /// <param name="limits">What sandboxes may use; the default limits when left out.</param>
    /// <param name="change">What else is different about the runner.</param>
    /// <param name="web">What connects to addresses; the usual rule when left out.</param>
    /// <param name="engine">What makes containers; null for bubblewrap.</param>
    public Bench(SandboxLimits? limits = null, Func<RunnerOptions, RunnerOptions>? change = null, PublicConnect? web = null, TestEngine? engine = null)
    {
        Assert.SkipUnless(engine is not null || File.Exists("/usr/bin/bwrap"), "bubblewrap is not installed");
        State = Directory.CreateTempSubdirectory("runner-").FullName;
        var options = new RunnerOptions { State = State };
        options = engine is null ? options : options with { BackEnd = engine.BackEnd(), Engine = engine.Program };
        options = options with { Limits = limits ?? options.Limits };
        Options = change?.Invoke(options) ?? options;
        Executor = new ToolExecutor(Options, Time, new TestLogger<ToolExecutor>(), HostUser.Current, web ?? new PublicConnect());
    }

    public string State { get; }

    public RunnerOptions Options { get; }

    public ManualTime Time { get; } = new();

    public ToolExecutor Executor { get; }

    /// <summary>The workspace of the agent that calls are for; nothing is in it before the first call.</summary>
    public string Workspace
    {
        get
        {
            string path = Path.Combine(State, "workspaces", "default", "main");
            Directory.CreateDirectory(path);
            return path;
        }
    }

    /// <summary>The names in its folder, in order, but for that of what engines need.</summary>
    public IEnumerable<string?> Entries => Directory.EnumerateFileSystemEntries(State).Select(Path.GetFileName).Where(static name => name != "containers").Order(StringComparer.Ordinal);

    public static ToolRunContext Context { get; } = new()
    {
        Tenant = "default",
        AgentId = "main",
        SessionKey = "agent:main:telegram:group:-1",
        SandboxKey = "agent:main",
        Sandboxed = true,
        WorkspaceAccess = "rw",
        Network = false,
    };

    public ToolRunParams Call(string tool, object arguments, ToolRunContext? context = null, int timeoutMs = 60_000, int maxOutput = 20_000) => new()
    {
        CallId = $"call-{++_calls}",
        Tool = tool,
        Arguments = JsonSerializer.SerializeToElement(arguments),
        Context = context ?? Context,
        TimeoutMs = timeoutMs,
        MaxOutputChars = maxOutput,
    };

    public Task<ToolRunResult> Run(string tool, object arguments, ToolRunContext? context = null, int maxOutput = 20_000) =>
        Executor.Run(Call(tool, arguments, context, maxOutput: maxOutput), TestContext.Current.CancellationToken).InTime();

    /// <summary>Runs a command line and gives what it wrote; it has to succeed.</summary>
    public async Task<string> Shell(string command, ToolRunContext? context = null)
    {
        ToolRunResult result = await Run("exec", new { command }, context);
        result.Outcome.ShouldBe(ToolOutcomes.Done, result.Text);
        result.ExitCode.ShouldBe(0, result.Text);
        return result.Text;
    }

    public void Dispose()
    {
        Executor.LetGo();
        Leftovers.Kill(State);
        for (var attempt = 1; Directory.Exists(State); attempt++)
        {
            try
            {
                Directory.Delete(State, recursive: true);
            }
            catch (DirectoryNotFoundException) when (attempt < 10)
            {
                // The runner throws sandboxes away beside the calls, and was faster.
            }
        }
    }
}
