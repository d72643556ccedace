using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Cron;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Cron;

/// <content>
/// Jobs that turns make by their tool. Such a job has the powers of the turn that wrote its words, as far as its session has them still, and
/// is there for that session alone and for who administers its agent (attacks A15, T1).
/// </content>
internal sealed partial class CronJobGrain
{
    public Task<CronChange> Make(string id, string specJson, CronMaker maker) => Create(id, specJson, target: null, maker, maker.Principal);

    public async Task<CronChange> Amend(string patchJson, CronAsker asker)
    {
        if (!await IsThereFor(asker))
        {
            return new CronChange { Refusal = "unknown cron job" };
        }

        using JsonDocument before = JsonDocument.Parse(State.SpecJson!);
        var patch = (JsonObject)JsonNode.Parse(patchJson)!;
        JsonObject after = CronPatch.Apply(before.RootElement, patch);
        bool isRewritten = patch["payload"] is JsonObject;
        if (!isRewritten && patch.ContainsKey("name"))
        {
            // It stands before the words in the prompt: it is one of them.
            return new CronChange { Refusal = "the name is changed together with the payload: who does the job reads both" };
        }

        if (isRewritten)
        {
            after["payload"] = patch["payload"]!.DeepClone();
            after["agentId"] = SessionKeys.AgentIdOf(asker.Turn.SessionKey);
        }

        string specJson = after.ToJsonString(Readable);
        return Read(specJson, await Zone(), out CronJobSpec? spec, out string? refusal)
            ? await Replace(specJson, spec, isRewritten ? null : State.Target, isRewritten ? asker.Turn : State.Maker, asker.Turn.Principal, asker.Turn)
            : new CronChange { Refusal = refusal };
    }

    public async Task<bool> RemoveFor(CronAsker asker) => await IsThereFor(asker) && await Remove(asker.Turn.Principal, asker.Turn);

    public async Task<CronStart> RunFor(CronAsker asker) => await IsThereFor(asker) ? await Run(isForced: true, asker.Turn.Principal) : CronStart.Unknown;

    public async Task<CronJobView?> ShowTo(CronAsker asker) => await IsThereFor(asker) ? View() : null;

    private async ValueTask<bool> IsThereFor(CronAsker asker)
    {
        if (State.SpecJson is not { } specJson)
        {
            return false;
        }

        if (State.Maker?.IsOfSession(asker.Turn) == true)
        {
            return true;
        }

        if (!asker.Administers)
        {
            return false;
        }

        ConfigDocument document = await Document();
        using JsonDocument job = JsonDocument.Parse(specJson);
        string agent = job.RootElement.TryGetProperty("agentId", out JsonElement named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : document.Agents.DefaultAgentId;
        return IdNormalization.AgentId(agent) == SessionKeys.AgentIdOf(asker.Turn.SessionKey);
    }

    /// <summary>Why the job ends: whoever made it is not there any more. Null while they are, and for an operator's.</summary>
    private async Task<string?> MakerProblem(ConfigDocument document)
    {
        if (State.Maker is not { } maker)
        {
            return null;
        }

        if (maker.Chat is { } chat && !AccountOwners.Include(document, chat.Channel, chat.Account, maker.Use.SenderId))
        {
            return $"disabled: whoever made it in {chat.Channel} is no owner of that account any more ({AccountOwners.KeyOf(chat.Channel)})";
        }

        return Another(await Session(maker.SessionKey).Entry(), maker) is { } why ? "disabled: " + why : null;
    }

    private static string? Another(SessionEntry? session, CronMaker maker) =>
        session is null ? $"the session that made it ({maker.SessionKey}) was deleted"
        : session.Incarnation != maker.Incarnation ? $"the session that made it ({maker.SessionKey}) was deleted, and what has its key now is another one"
        : null;

    /// <summary>What a run may not go beyond, none for an operator's job; or why there is no run.</summary>
    private async Task<(TurnBounds? Bounds, string? Refusal)> BoundsOf(CronJobSpec spec, ConfigDocument document)
    {
        if (State.Maker is not { } maker)
        {
            return (null, null);
        }

        SessionEntry? session = await Session(maker.SessionKey).Entry();
        if (Another(session, maker) is { } gone)
        {
            return (null, gone);
        }

        string agent = SessionKeys.AgentIdOf(maker.SessionKey);
        ModelReference? chosen = spec.Model is null && maker is { Provider: { } provider, Model: { } model } ? new ModelReference(provider, model) : null;
        return chosen is not null && !ModelChoices.IsAllowed(document, agent, chosen)
            ? (null, $"model not allowed: {chosen}")
            : (CronBounds.Of(maker, session!, ModelSelector.Primary(document, agent), chosen, spec.IsIsolated), null);
    }
}
