namespace Moltbot.Grains.Agents.Tools;

/// <summary>Says which tools an agent is offered and judges each call. Unknown means no.</summary>
internal interface IToolDecider
{
    /// <summary>The tools that the model is told of, and where those of runners would run.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="before">What the same session was offered before.</param>
    ValueTask<OfferedToTurn> Offer(ToolContext context, OfferedTools before);

    /// <summary>Judges a call before anything is done for it, by what holds at that moment.</summary>
    ValueTask<ToolVerdict> Decide(ToolContext context, ToolCall call, CancellationToken cancellationToken);

    /// <summary>Asks a person and waits; <see cref="ToolDecision.Ask"/> is never the answer.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="call">The call.</param>
    /// <param name="verdict">What was decided.</param>
    /// <param name="approvalId">Names the request.</param>
    /// <param name="cancellationToken">Ends the waiting. The request stays: who ends the run withdraws it.</param>
    Task<ToolVerdict> Ask(ToolContext context, ToolCall call, ToolVerdict verdict, string approvalId, CancellationToken cancellationToken);

    /// <summary>Goes on with a request that a process before this one made, or was about to make.</summary>
    Task<ToolVerdict> AskAgain(ToolContext context, ToolCall call, string approvalId, CancellationToken cancellationToken);
}
