namespace Moltbot.Grains.Agents.Tools;

/// <summary>Has a runner execute a call that was decided. Never called for one that was not.</summary>
internal interface IToolRunner
{
    /// <summary>Runs it once. What nobody knows the outcome of is said to be so, and not run again.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="call">The call.</param>
    /// <param name="verdict">What was decided, with the place where it may run.</param>
    /// <param name="cancellationToken">Ends the call on the runner too.</param>
    Task<ToolResult> Run(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken);
}
