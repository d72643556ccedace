using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Models;

/// <summary>
/// Which models may be chosen: those of <c>agents.defaults.models</c>, or all when that lists none. The model an agent runs on
/// is always allowed.
/// </summary>
public sealed class ModelAllowList
{
    private readonly HashSet<string>? allowed;

    public ModelAllowList(ConfigDocument document)
    {
        var defaults = document.Agents.Defaults;
        if (defaults.Models.Count == 0)
            return;
        var listed = defaults.Models.Keys.Select(static key => ModelReference.Parse(key)).OfType<ModelReference>();
        allowed = listed.Append(ModelSelection.Default(defaults)).Select(static model => model.Key).ToHashSet(StringComparer.Ordinal);
    }

    public bool Allows(ModelReference model) => allowed is null || allowed.Contains(model.Key);
}
