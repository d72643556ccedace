using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Agents;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>Applies a change to a session's settings: only what it names.</summary>
internal static class SessionPatches
{
    /// <exception cref="SessionRefusedException">The change is not allowed.</exception>
    public static SessionSettings Apply(SessionSettings settings, SessionPatch patch, ConfigDocument document, string agentId)
    {
        if (patch.SpawnedBy is not null && !SessionKeys.IsSubagent(patch.SessionKey))
        {
            throw new SessionRefusedException("spawnedBy is only supported for subagent:* sessions");
        }

        SessionSettings wanted = patch.Settings;
        foreach (string name in patch.Changed)
        {
            settings = name.ToLowerInvariant() switch
            {
                "label" => settings with { Label = wanted.Label },
                "thinkinglevel" => settings with { ThinkingLevel = wanted.ThinkingLevel },
                "verboselevel" => settings with { VerboseLevel = wanted.VerboseLevel },
                "reasoninglevel" => settings with { ReasoningLevel = wanted.ReasoningLevel },
                "elevatedlevel" => settings with { ElevatedLevel = wanted.ElevatedLevel },
                "responseusage" => settings with { ResponseUsage = wanted.ResponseUsage },
                "exechost" => settings with { ExecHost = wanted.ExecHost },
                "execsecurity" => settings with { ExecSecurity = wanted.ExecSecurity },
                "execask" => settings with { ExecAsk = wanted.ExecAsk },
                "execnode" => settings with { ExecNode = wanted.ExecNode },
                "sendpolicy" => settings with { SendPolicy = wanted.SendPolicy },
                "groupactivation" => settings with { GroupActivation = wanted.GroupActivation },
                "queuemode" => settings with { QueueMode = wanted.QueueMode },
                "queuedebouncems" => settings with { QueueDebounceMs = wanted.QueueDebounceMs },
                "queuecap" => settings with { QueueCap = wanted.QueueCap },
                "queuedrop" => settings with { QueueDrop = wanted.QueueDrop },
                "model" or "modeloverride" or "provideroverride" => ChooseModel(settings, wanted, document, agentId),
                "spawnedby" => settings,
                _ => throw new SessionRefusedException($"unknown session setting: {name}"),
            };
        }

        return settings;
    }

    private static SessionSettings ChooseModel(SessionSettings settings, SessionSettings wanted, ConfigDocument document, string agentId)
    {
        if (wanted.ModelOverride is not { } model)
        {
            return settings with { ModelOverride = null, ProviderOverride = null };
        }

        ModelReference primary = ModelSelector.Primary(document, agentId);
        ModelReference? chosen = wanted.ProviderOverride is { } provider
            ? new ModelReference(ProviderIds.Normalize(provider), model)
            : ModelChoices.Parse(document, agentId, model);
        if (chosen is null)
        {
            throw new SessionRefusedException($"invalid model: {model}");
        }

        if (!ModelChoices.IsAllowed(document, agentId, chosen))
        {
            throw new SessionRefusedException($"model not allowed: {chosen}");
        }

        return chosen == primary
            ? settings with { ModelOverride = null, ProviderOverride = null }
            : settings with { ModelOverride = chosen.Model, ProviderOverride = chosen.Provider };
    }
}
