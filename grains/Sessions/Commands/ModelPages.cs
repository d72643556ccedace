using System.Globalization;
using Moltbot.Grains.Agents;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Sessions.Commands;

/// <summary>What <c>/models [provider] [page|all]</c> lists: the models that are configured and may be chosen.</summary>
internal static class ModelPages
{
    /// <summary>Models of a page. Arbitrary: a page fits into one message.</summary>
    public const int PageSize = 20;

    /// <summary>The list, or what is wrong with what was asked.</summary>
    public static string Of(ConfigDocument document, string agentId, string argument)
    {
        string[] words = argument.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        ILookup<string, string> models = Models(document, agentId).ToLookup(static model => model.Provider, static model => model.Model, StringComparer.Ordinal);
        string? provider = words.FirstOrDefault(static word => !IsPage(word));
        if (provider is null)
        {
            return "Providers:\n" + string.Join('\n', models.Select(static each => $"- {each.Key} ({each.Count()})")) + "\nUse: /models <provider>\nSwitch: /model <provider/model>";
        }

        string id = ProviderIds.Normalize(provider);
        string[] listed = [.. models[id]];
        if (listed.Length == 0)
        {
            return $"Unknown provider: {Preview.Of(provider, 40)}\n\nAvailable: {string.Join(", ", models.Select(static each => each.Key))}";
        }

        int pages = (listed.Length + PageSize - 1) / PageSize;
        bool isAll = words.Contains("all", StringComparer.OrdinalIgnoreCase);
        int page = words.Select(Page).FirstOrDefault(static number => number is not null) ?? 1;
        if (!isAll && (page < 1 || page > pages))
        {
            return $"Page out of range: {page} (valid: 1-{pages})";
        }

        string[] shown = isAll ? listed : [.. listed.Skip((page - 1) * PageSize).Take(PageSize)];
        string more = isAll || page == pages ? "" : $"\nMore: /models {id} {page + 1}\nAll: /models {id} all";
        return $"Models ({id}), {(isAll ? "all" : $"page {page} of {pages}")}, {listed.Length} in total:\n"
            + string.Join('\n', shown.Select(model => $"- {id}/{model}")) + more + $"\nSwitch: /model {id}/{shown[0]}";
    }

    private static IEnumerable<ModelReference> Models(ConfigDocument document, string agentId) => document.Agents.Defaults.Models.Keys
        .Select(static key => ModelReference.Parse(key))
        .OfType<ModelReference>()
        .Concat(document.Models.Providers.Values.SelectMany(static provider =>
            provider.Models.Select(model => new ModelReference(ProviderIds.Normalize(provider.Id), model.Id))))
        .Prepend(ModelSelector.Primary(document, agentId))
        .Distinct()
        .Where(model => ModelChoices.IsAllowed(document, agentId, model))
        .OrderBy(static model => model.Key, StringComparer.Ordinal);

    private static bool IsPage(string word) => Page(word) is not null || word.Equals("all", StringComparison.OrdinalIgnoreCase);

    private static int? Page(string word)
    {
        string digits = word.StartsWith("page=", StringComparison.OrdinalIgnoreCase) ? word[5..] : word;
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int page) ? page : null;
    }
}
