using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Containers;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Runner.Tests.Sandboxes;

/// <summary>Tests that hold for each back end: written once, on bubblewrap, and run again by a class for each other one.</summary>
public abstract class SandboxSuite
{
    /// <summary>Which it is.</summary>
    private protected virtual SandboxBackEndKind BackEnd => SandboxBackEndKind.Bubblewrap;

    /// <summary>Whether it makes containers.</summary>
    private protected bool IsOfContainers => BackEnd != SandboxBackEndKind.Bubblewrap;

    /// <summary>Whether engines are to do these tests in long runs only: they cost more than what else they show there.</summary>
    private protected virtual bool IsLongOfContainers => false;

    /// <summary>A runner with this back end; the test is skipped where the machine has none.</summary>
    private protected Bench On(SandboxLimits? limits = null, Func<RunnerOptions, RunnerOptions>? change = null)
    {
        Assert.SkipWhen(IsOfContainers && IsLongOfContainers && !LongRuns.AreAskedFor, "engines of containers do these in long runs (./moltbot test --full)");
        return new(limits, change, engine: EngineOf(BackEnd));
    }

    /// <summary>An engine; null for bubblewrap.</summary>
    internal static TestEngine? EngineOf(SandboxBackEndKind kind)
    {
        if (kind == SandboxBackEndKind.Bubblewrap)
        {
            return null;
        }

        var (engine, reason) = kind == SandboxBackEndKind.Docker ? TestEngine.Docker : TestEngine.Podman;
        Assert.SkipWhen(engine is null, reason ?? "");
        return engine;
    }
}
