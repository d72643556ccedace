using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Moltbot.Protocol.Methods;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Wire;

namespace Moltbot.Conformance.Golden;

/// <summary>Replays recorded conversations against running gateways.</summary>
public static class GoldenReplay
{
    /// <summary>Replays one conversation after the other, since later ones see what earlier ones left.</summary>
    /// <param name="conversations">The recordings.</param>
    /// <param name="targets">Gateways, at most one for each way of setting one up.</param>
    /// <param name="cancel">Gives up.</param>
    public static async IAsyncEnumerable<GoldenVerdict> RunAsync(
        IReadOnlyList<GoldenConversation> conversations,
        IReadOnlyList<GoldenTarget> targets,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var conversation in conversations)
        {
            yield return await RunAsync(conversation, targets.FirstOrDefault(target => target.Fits(conversation)), cancel);
        }
    }

    private static async Task<GoldenVerdict> RunAsync(GoldenConversation conversation, GoldenTarget? target, CancellationToken cancel)
    {
        GoldenVerdict Verdict(GoldenStatus status, string? detail) => new(conversation.Id, conversation.Name, status, detail);
        var missing = conversation.Steps
            .Select(step => step.Method)
            .FirstOrDefault(method => method is not null && MethodNames.IsKnown(method) && !MethodCatalog.Served.ContainsKey(method));
        if (missing is not null)
        {
            return Verdict(GoldenStatus.NotCovered, $"{missing} is not offered yet");
        }

        if (conversation.Steps.Any(static step => step.IsReceived && step.Frame is JsonObject frame && frame["event"]?.ToString() == "exec.approval.requested"))
        {
            return Verdict(GoldenStatus.NotCovered, "exec for agents is not offered yet");
        }

        if (conversation.Steps.Any(static step => step.Method == MethodNames.SkillsBins))
        {
            return Verdict(GoldenStatus.NotCovered, "the life of a node is not compared yet: a node may not read, so it is told neither health nor presence when it connects");
        }

        if (target is null)
        {
            return Verdict(GoldenStatus.NotCovered, $"no gateway given that is set up like this one: {conversation.Note}");
        }

        var difference = GoldenDifferences.All.FirstOrDefault(each => each.AppliesTo(conversation)).Reason;
        if (difference is not null)
        {
            return Verdict(GoldenStatus.Different, difference);
        }

        await using var run = new GoldenConversationRun(conversation, target);
        try
        {
            var mismatch = await run.RunAsync(cancel);
            return mismatch is not null ? Verdict(GoldenStatus.Failed, mismatch)
                : conversation.Steps.Select(GoldenDifferences.OfFrame).FirstOrDefault(static reason => reason is not null) is { } leftOut ? Verdict(GoldenStatus.Different, leftOut)
                : Verdict(GoldenStatus.Passed, detail: null);
        }
        catch (Exception e) when (e is GatewayWaitException or WireShapeException or WebSocketException)
        {
            return Verdict(GoldenStatus.Failed, $"step {run.StepNumber}: {e.Message}");
        }
    }
}
