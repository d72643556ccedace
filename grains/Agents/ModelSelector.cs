using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Agents;

/// <summary>Finds the models of a session in its tenant's configuration.</summary>
internal sealed class ModelSelector(IModelPermissions permissions)
{
    /// <summary>Agents of a document whose models are kept: sessions may name more agents than there are.</summary>
    private const int MostAgents = 256;

    /// <summary>Found once for a document; a session that chose for itself is not kept here.</summary>
    private readonly ConditionalWeakTable<ConfigDocument, ConcurrentDictionary<(string Tenant, string AgentId), ModelTargets>> _known = [];

    /// <summary>The model chosen for a session, then the agent's fallbacks and its own model.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="document">Its configuration.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="chosen">The session's own choice; null for the agent's.</param>
    public ModelTargets Select(string tenant, ConfigDocument document, string agentId, ModelReference? chosen)
    {
        if (chosen is not null)
        {
            return Find(tenant, document, agentId, chosen);
        }

        ConcurrentDictionary<(string, string), ModelTargets> known = _known.GetValue(document, static _ => new());
        if (known.TryGetValue((tenant, agentId), out ModelTargets? found))
        {
            return found;
        }

        found = Find(tenant, document, agentId, null);
        return known.Count < MostAgents ? known.GetOrAdd((tenant, agentId), found) : found;
    }

    /// <summary>
    /// The models that look at pictures for an agent: those that are named for it (<c>agents.defaults.imageModel</c>), whatever is said of what they take; where none is,
    /// the agent's own model if it is said to take pictures, and the fallbacks that are.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="document">Its configuration.</param>
    /// <param name="agentId">The agent.</param>
    public ModelTargets ForPictures(string tenant, ConfigDocument document, string agentId)
    {
        IReadOnlyList<ModelReference> wanted = ModelSelection.ForPictures(document.Agents.Defaults);
        if (wanted.Count == 0)
        {
            ModelReference own = Primary(document, agentId);
            if (!TakesPictures(document, own))
            {
                return new ModelTargets([], $"no model looks at pictures: agents.defaults.imageModel is not set, and {own} is not said to (input of models.providers.{own.Provider}.models)");
            }

            wanted = [.. ModelSelection.Candidates(document.Agents, agentId, own).Where(candidate => TakesPictures(document, candidate))];
        }

        var targets = new List<ModelTarget>();
        string? missing = null;
        foreach (ModelReference candidate in wanted)
        {
            string? problem = Add(targets, tenant, document, candidate, inOneLine: true);
            missing ??= problem;
        }

        return new ModelTargets(targets, targets.Count > 0 ? null : $"the model for pictures cannot be asked: {missing!.TrimEnd('.')}");
    }

    private static bool TakesPictures(ConfigDocument document, ModelReference reference) => document.Models.Providers.Values
        .FirstOrDefault(provider => ProviderIds.Normalize(provider.Id) == reference.Provider)?.Models
        .FirstOrDefault(model => model.Id == reference.Model)?.Input.Contains("image", StringComparer.Ordinal) == true;

    /// <summary>What a person has to set before a model can be asked; null when it can be.</summary>
    public string? Missing(string tenant, ConfigDocument document, ModelReference wanted) => Add([], tenant, document, wanted);

    /// <summary>The model of an agent, whether or not it can be reached.</summary>
    public static ModelReference Primary(ConfigDocument document, string agentId)
    {
        if (document.Agents.ModelFor(agentId).Primary is not null)
        {
            return ModelSelection.ForAgent(document.Agents, agentId);
        }

        // Somebody who configured one provider and no choice means that one's first model.
        ModelProviderConfig? only = document.Models.Providers.Count == 1 ? document.Models.Providers.Values.First() : null;
        return only?.Models is [var first, ..]
            ? new ModelReference(ProviderIds.Normalize(only.Id), first.Id)
            : ModelSelection.ForAgent(document.Agents, agentId);
    }

    private ModelTargets Find(string tenant, ConfigDocument document, string agentId, ModelReference? chosen)
    {
        var targets = new List<ModelTarget>();
        string? missing = null;
        foreach (ModelReference candidate in ModelSelection.Candidates(document.Agents, agentId, chosen ?? Primary(document, agentId)))
        {
            string? problem = Add(targets, tenant, document, candidate);
            missing ??= problem;
        }

        return new ModelTargets(targets, targets.Count > 0 ? null : missing);
    }

    private string? Add(List<ModelTarget> targets, string tenant, ConfigDocument document, ModelReference reference, bool inOneLine = false)
    {
        ModelProviderConfig? configured = document.Models.Providers.Values.FirstOrDefault(
            provider => ProviderIds.Normalize(provider.Id) == reference.Provider);
        KnownProvider? known = KnownProvider.Find(reference.Provider);
        string? key = configured?.ApiKey ?? (known is null ? null : permissions.Variable(tenant, known.KeyVariable));
        if (configured is null && (known is null || key is null))
        {
            return inOneLine ? SetupHint.Nothing(reference) : SetupHint.For(reference, known);
        }

        if (configured?.Api is { } name && !ModelApiNames.TryParse(name, out _))
        {
            return SetupHint.ForApi(reference, name);
        }

        string address = configured?.BaseUrl is { Length: > 0 } url ? url : known?.BaseUrl.AbsoluteUri ?? "";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? baseUrl))
        {
            return SetupHint.ForAddress(reference);
        }

        targets.Add(new ModelTarget(
            new ModelProviderOptions
            {
                Id = reference.Provider,
                BaseUrl = baseUrl,
                ApiKey = key,
                Api = configured?.Api is { } api && ModelApiNames.TryParse(api, out ModelApi wire) ? wire : known?.Api ?? ModelApi.OpenAiCompletions,
                Headers = configured?.Headers ?? new Dictionary<string, string>(),
                Models = [.. (configured?.Models ?? []).Select(Options)],
                AllowPrivateNetwork = permissions.AllowsPrivateNetwork(tenant),
            },
            reference.Model)
        {
            Cooldowns = CooldownsOf(document.Auth, reference.Provider),
        });
        return null;
    }

    private static Cooldowns CooldownsOf(AuthConfig auth, string provider) => new()
    {
        Billing = Hours(auth.BillingBackoffHoursOf(provider)) ?? Cooldowns.Standard.Billing,
        MostBilling = Hours(auth.BillingMaxHours) ?? Cooldowns.Standard.MostBilling,
        FailureWindow = Hours(auth.FailureWindowHours) ?? Cooldowns.Standard.FailureWindow,
    };

    /// <summary>Hours that make sense: more than none and less than a century.</summary>
    private static TimeSpan? Hours(double? hours) => hours is > 0 and < 1e6 ? TimeSpan.FromHours(hours.Value) : null;

    /// <summary>A configured model as the clients of models see it; a model without prices has none, not prices of nothing.</summary>
    internal static ModelOptions Options(ModelConfig model) => new()
    {
        Id = model.Id,
        Name = model.Name,
        ContextWindow = model.ContextWindow,
        MaxTokens = model.MaxTokens,
        Reasoning = model.Reasoning,
        Input = model.Input,
        Cost = model.Cost is { Input: 0, Output: 0, CacheRead: 0, CacheWrite: 0 }
            ? null
            : new ModelCost((decimal)model.Cost.Input, (decimal)model.Cost.Output, (decimal)model.Cost.CacheRead, (decimal)model.Cost.CacheWrite),
    };
}
