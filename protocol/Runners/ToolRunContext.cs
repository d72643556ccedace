namespace Moltbot.Protocol.Runners;

/// <summary>For whom a tool runs, and inside of what.</summary>
public sealed record ToolRunContext
{
    public required string Tenant { get; init; }

    public required string AgentId { get; init; }

    /// <summary>The canonical session key.</summary>
    public required string SessionKey { get; init; }

    /// <summary>The conversation within the session, which a reset ends; null where what it begins has to end with its call.</summary>
    public string? SessionId { get; init; }

    /// <summary>Names the sandbox; sessions with the same key share one.</summary>
    public required string SandboxKey { get; init; }

    /// <summary>Whether it runs in a sandbox. Where there is none then, it does not run.</summary>
    public required bool Sandboxed { get; init; }

    /// <summary><c>none</c>, <c>ro</c> or <c>rw</c>: what the sandbox sees of the agent's workspace.</summary>
    public required string WorkspaceAccess { get; init; }

    /// <summary>Whether the sandbox has a network.</summary>
    public required bool Network { get; init; }

    /// <summary>When the folder of the sandbox is thrown away; null where nothing is said of that, and it is not.</summary>
    public ToolSandboxLife? Life { get; init; }

    /// <summary>What the sandbox may use at most, as the configuration says; null for what the runner gives.</summary>
    public ToolSandboxLimits? Limits { get; init; }

    /// <summary>Variables of what is started; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>The folder in which steps start, with all links followed; null without them. Elsewhere they do not start.</summary>
    public string? Cwd { get; init; }

    /// <summary>The files that steps open by name, which have to be what was decided on; null for none.</summary>
    public IReadOnlyList<ToolExecFile>? ExecFiles { get; init; }

    /// <summary>What <c>exec</c> starts, exactly; null where it runs the command as it is written, which only a sandbox does.</summary>
    public IReadOnlyList<ToolExecStep>? ExecSteps { get; init; }
}
