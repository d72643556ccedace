using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Subagents;

internal sealed partial class SubagentsGrain
{
    /// <summary>Gives a sub-agent's session its task; why it does not take it, null where it did or may yet.</summary>
    private async Task<string?> HandOver(Subagent subagent)
    {
        ConfigDocument document = await Document();
        SubagentOrder order = subagent.Order;
        if (order.AgentId != AgentOf(order) && !document.Agents.Ids.Contains(order.AgentId, StringComparer.Ordinal))
        {
            // What its own settings kept from it would be open to an agent that nobody describes any more.
            return $"there is no agent \"{order.AgentId}\" any more";
        }

        ISessionGrain session = Session(subagent.SessionKey);
        string? model = order.Model ?? ModelOf(document, order.AgentId);
        try
        {
            await session.Patch(new SessionPatch
            {
                SessionKey = subagent.SessionKey,
                Settings = new SessionSettings { Label = order.Label, ModelOverride = model },
                Changed = [.. order.Label is null ? [] : new[] { "label" }, .. model is null ? [] : new[] { "model" }],
                SpawnedBy = order.SessionKey,
            });
        }
        catch (SessionRefusedException refused)
        {
            return refused.Message;
        }

        TurnReceipt receipt = await session.Enqueue(new TurnRequest
        {
            RunId = SubagentRunIds.Task(subagent.Id),
            SessionKey = subagent.SessionKey,
            SessionKeyAsSent = subagent.SessionKey,
            Message = order.Task,
            Origin = TurnOrigin.Task,
            Thinking = order.Thinking,
            TimeoutMs = order.TimeoutMs,
            ExtraSystemPrompt = SubagentText.Prompt,
            SpawnedBy = order.SessionKey,
            ReceivedAt = Now,
            Principal = order.Principal,
            Bounds = new TurnBounds { Turns = order.Bounds },
        });
        if (receipt.Disposition != TurnDisposition.Refused)
        {
            await Put(subagent, Begun);
            if (Find(subagent) is not { Phase: SubagentPhase.Working })
            {
                // It was stopped while it was handed over.
                await session.Abort(SubagentRunIds.Task(subagent.Id), "stop");
            }

            return null;
        }

        if (receipt.RetryAfterMs > 0)
        {
            return null;
        }

        await session.Delete(deleteTranscript: true);
        return receipt.Refusal;
    }

    /// <summary>Does what there is to do for each.</summary>
    private async Task Work()
    {
        foreach (Subagent known in State.Subagents)
        {
            try
            {
                // Others may have changed meanwhile.
                if (Find(known) is { } subagent && !_ordering.Contains(subagent.Id))
                {
                    await Work(subagent);
                }
            }
            catch (Exception e)
            {
                LogNotLookedAfter(State.SessionKey, e);
            }
        }
    }

    private async Task Work(Subagent subagent)
    {
        if (subagent.Phase == SubagentPhase.Over)
        {
            await Archive(subagent);
            return;
        }

        if (subagent.Phase != SubagentPhase.Stopped && await IsConversationOver(subagent))
        {
            await Stop(subagent.Order.RunId);
            return;
        }

        string runId = SubagentRunIds.Task(subagent.Id);
        RunStatus? run = await Peer<ISessionIndexGrain>().FindRun(runId);
        switch (subagent.Phase)
        {
            case SubagentPhase.Stopped when run is { State: RunState.Queued or RunState.Running }:
                await Session(subagent.SessionKey).Abort(runId, "stop");
                break;
            case SubagentPhase.Stopped:
                await EndPrograms(subagent);
                await End(subagent);
                break;
            case SubagentPhase.Ordered when run is null:
                if (await HandOver(subagent) is { } refusal)
                {
                    await Report(subagent, null, refusal);
                }

                break;
            case SubagentPhase.Ordered:
                await Put(subagent, Begun);
                Kick(TimeSpan.Zero);
                break;
            case SubagentPhase.Working when run is not { State: RunState.Queued or RunState.Running }:
                await Report(subagent, run, null);
                break;
        }
    }

    /// <summary>Whether the session has begun anew since, or is gone: what it began then ends with that conversation.</summary>
    private async Task<bool> IsConversationOver(Subagent subagent) =>
        (await Session(State.SessionKey).Entry())?.SessionId != subagent.Order.SessionId;

    /// <summary>Tells the session what came of a sub-agent. The same run id again is the same report.</summary>
    private async Task Report(Subagent subagent, RunStatus? run, string? refusal)
    {
        SubagentOrder order = subagent.Order;
        if (!SubagentText.IsSkipped(run))
        {
            var request = new TurnRequest
            {
                RunId = SubagentRunIds.Report(subagent.Id),
                SessionKey = order.SessionKey,
                SessionKeyAsSent = order.SessionKey,
                Message = SubagentText.Report(subagent, run, refusal),
                Origin = TurnOrigin.Report,
                ReplyTo = order.ReplyTo,
                Sender = order.Sender,
                ReceivedAt = run?.EndedAt ?? Now,
                Principal = order.Principal,
                Bounds = new TurnBounds { Turns = order.Bounds },
            };
            TurnReceipt receipt = await Session(order.SessionKey).Enqueue(request);
            if (receipt is { Disposition: TurnDisposition.Refused, RetryAfterMs: 0 } && request.ReplyTo is not null)
            {
                // What may not go to the chat any more is known to the session all the same.
                receipt = await Session(order.SessionKey).Enqueue(request with { ReplyTo = null });
            }

            if (receipt is { Disposition: TurnDisposition.Refused, RetryAfterMs: > 0 })
            {
                return;
            }

            if (receipt.Disposition == TurnDisposition.Refused)
            {
                LogNotReported(subagent.Id, order.SessionKey, receipt.Refusal);
            }
        }

        await End(subagent);
    }

    /// <summary>What one that was stopped left running ends with it.</summary>
    private async Task EndPrograms(Subagent subagent)
    {
        if ((await Session(subagent.SessionKey).Entry())?.SessionId is { } conversation)
        {
            await Peer<INodeRouteGrain>().EndPrograms(subagent.SessionKey, conversation);
        }
    }

    private async Task End(Subagent subagent)
    {
        await Put(subagent, each => each with { Phase = SubagentPhase.Over, EndedAt = each.EndedAt ?? Now });
        Kick(TimeSpan.Zero);
    }

    /// <summary>Deletes the session of a sub-agent whose time has come; its transcript goes to the archive.</summary>
    private async Task Archive(Subagent subagent)
    {
        if (!subagent.Order.DeletesSession && Now < ArchivedAt(subagent, (await Document()).Agents.Defaults))
        {
            return;
        }

        if (!(await Session(subagent.SessionKey).Delete(deleteTranscript: true)).StillActive)
        {
            await Change(state => Without(state, subagent));
        }

        if (State.Subagents.Count == 0 && await Session(State.SessionKey).Entry() is null)
        {
            await Clear();
        }
    }

    private static long ArchivedAt(Subagent subagent, AgentDefaultsConfig defaults) => subagent.EndedAt!.Value + (long)defaults.SubagentArchiveAfter.TotalMilliseconds;

    private static string AgentOf(SubagentOrder order) => SessionKeys.AgentIdOf(order.SessionKey);

    private static string? ModelOf(ConfigDocument document, string agentId) =>
        document.Agents.Find(agentId)?.SubagentModel?.Primary ?? document.Agents.Defaults.SubagentModel?.Primary;

    private Subagent? Find(Subagent known) => State.Subagents.FirstOrDefault(each => each.Id == known.Id);

    /// <summary>Its session has its task, which is kept there.</summary>
    private static Subagent Begun(Subagent subagent) => subagent.Phase == SubagentPhase.Ordered
        ? subagent with { Phase = SubagentPhase.Working, Order = subagent.Order with { Task = "" } }
        : subagent;

    private Task Put(Subagent subagent, Func<Subagent, Subagent> change) => Change(state => state with
    {
        Subagents = [.. state.Subagents.Select(each => each.Id == subagent.Id ? change(each) : each)],
    });
}
