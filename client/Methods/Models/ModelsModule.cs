using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Models;

namespace Moltbot.Gateway.Methods.Models;

/// <summary><c>models.list</c>: what the tenant has configured, and what its agents are told to use.</summary>
internal sealed class ModelsModule(ITenantViews views) : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods.Serve(ModelsMethods.List, List);

    private async ValueTask<GatewayResult<ModelsListResult>> List(MethodCall call) =>
        new ModelsListResult { Models = Choices(await views.Configuration(call.Tenant)) };

    internal static IReadOnlyList<Protocol.Methods.Models.ModelChoice> Choices(ConfigDocument document)
    {
        var choices = new List<Protocol.Methods.Models.ModelChoice>();
        var seen = new HashSet<ModelReference>();
        foreach (ModelProviderConfig provider in document.Models.Providers.Values)
        {
            string id = ProviderIds.Normalize(provider.Id);
            foreach (ModelConfig model in provider.Models.Where(model => model.Id.Length > 0 && seen.Add(new ModelReference(id, model.Id))))
            {
                choices.Add(new Protocol.Methods.Models.ModelChoice
                {
                    Id = model.Id,
                    Name = model.Name,
                    Provider = id,
                    ContextWindow = Math.Max(1, model.ContextWindow),
                    Reasoning = model.Reasoning,
                    Input = model.Input,
                });
            }
        }

        // Of models that are only named, nothing but the name is known.
        foreach (ModelReference named in Named(document).Where(seen.Add))
        {
            choices.Add(new Protocol.Methods.Models.ModelChoice { Id = named.Model, Name = named.Model, Provider = named.Provider });
        }

        return choices;
    }

    private static IEnumerable<ModelReference> Named(ConfigDocument document)
    {
        IEnumerable<ModelReference> allowed = document.Agents.Defaults.Models.Keys.Select(key => ModelReference.Parse(key)).OfType<ModelReference>();
        IEnumerable<ModelReference> used = document.Agents.Ids
            .Where(agent => document.Agents.ModelFor(agent).Primary is not null)
            .SelectMany(agent => ModelSelection.Candidates(document.Agents, agent));
        return allowed.Concat(used);
    }
}
