namespace Moltbot.Policy.Models;

/// <summary>Finds models by their short names; case does not matter. Of two models with one name the later wins.</summary>
public sealed class ModelAliases
{
    private readonly Dictionary<string, ModelAlias> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> byModel = new(StringComparer.Ordinal);

    public ModelAliases(IEnumerable<ModelAlias> aliases)
    {
        foreach (var alias in aliases)
        {
            byName[alias.Name.Trim()] = alias;
            if (!byModel.TryGetValue(alias.Model.Key, out var names))
                byModel[alias.Model.Key] = names = [];
            names.Add(alias.Name);
        }
    }

    public IReadOnlyCollection<ModelAlias> All => byName.Values;

    /// <summary>The names of a model, in the order given.</summary>
    public IReadOnlyList<string> NamesOf(ModelReference model) => byModel.TryGetValue(model.Key, out var names) ? names : [];

    public ModelAlias? Find(string name) => byName.GetValueOrDefault(name.Trim());

    /// <summary>The aliases in <c>agents.defaults.models</c>: reference → settings with an alias.</summary>
    public static ModelAliases From(IEnumerable<KeyValuePair<string, string?>> models, string defaultProvider = ModelReference.DefaultProvider) =>
        new(models
            .Where(static entry => !string.IsNullOrWhiteSpace(entry.Value))
            .Select(entry => (Alias: entry.Value!.Trim(), Model: ModelReference.Parse(entry.Key, defaultProvider)))
            .Where(static entry => entry.Model is not null)
            .Select(static entry => new ModelAlias(entry.Alias, entry.Model!)));

    /// <summary>A model by alias or reference, with the alias if one was used; null for a blank or broken reference.</summary>
    public ModelAlias? Resolve(string? text, string defaultProvider = ModelReference.DefaultProvider)
    {
        var trimmed = (text ?? "").Trim();
        if (!trimmed.Contains('/') && Find(trimmed) is { } alias)
            return alias;
        return ModelReference.Parse(trimmed, defaultProvider) is { } model ? new ModelAlias("", model) : null;
    }
}
