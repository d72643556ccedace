using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>One tool. Whatever it does to files or programs it does inside a sandbox, so it reaches what a program there reaches and no more.</summary>
internal interface IRunnerTool
{
    /// <summary>The name that policy knows it by.</summary>
    string Name { get; }

    /// <summary>Does one call.</summary>
    /// <exception cref="ToolRefusal">It does not do that.</exception>
    Task<ToolRunResult> Run(ToolCall call);
}
