using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>Takes a document apart and notes what is wrong with it, by line.</summary>
internal sealed class SkillReading(string file, List<SkillProblem> problems)
{
    public int Problems => problems.Count;

    public void Add(int line, string text) => problems.Add(new SkillProblem(file, line, text));

    /// <summary>Notes the keys that there are none of.</summary>
    public void OnlyKeys(YamlMap map, params ReadOnlySpan<string> allowed)
    {
        foreach (var entry in map.Entries)
        {
            if (!allowed.Contains(entry.Key))
            {
                Add(entry.Line, $"unknown key \"{entry.Key}\"; allowed: {string.Join(", ", allowed.ToArray())}");
            }
        }
    }

    /// <summary>The text of a key; null when it is not there.</summary>
    public string? Text(YamlMap map, string key, int max = 4_000)
    {
        switch (map[key])
        {
            case null:
                return null;
            case YamlText text when text.Value.Trim() is { Length: > 0 } value && value.Length <= max:
                return value;
            case { } other:
                Add(other.Line, $"{key} is a text of 1 to {max} characters");
                return null;
        }
    }

    /// <summary>The texts of a list; one text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(YamlMap map, string key, int max)
    {
        var node = map[key];
        IReadOnlyList<YamlNode> items = node switch { null => [], YamlList list => list.Items, _ => [node] };
        if (items.Count > max)
        {
            Add(node!.Line, $"{key} has at most {max} entries");
        }

        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item is YamlText { Value.Length: > 0 } text)
            {
                texts.Add(text.Value);
            }
            else
            {
                Add(item.Line, $"{key} is a list of texts");
            }
        }

        return texts;
    }

    /// <summary>The entries of a map of texts.</summary>
    public IReadOnlyList<YamlEntry> Entries(YamlMap map, string key, int max)
    {
        switch (map[key])
        {
            case null or YamlText { Value.Length: 0 }:
                return [];
            case YamlMap inner when inner.Entries.Count <= max && inner.Entries.All(static entry => entry.Value is YamlText):
                return inner.Entries;
            case { } other:
                Add(other.Line, $"{key} is a map of at most {max} names with texts");
                return [];
        }
    }

    /// <summary>A template of a text; null when it cannot be used.</summary>
    public SkillTemplate? Template(YamlNode? node, SkillVocabulary vocabulary, bool maySecret = false)
    {
        if (node is not YamlText text)
        {
            return null;
        }

        var template = SkillTemplate.Read(text.Value, vocabulary, maySecret, out var problem);
        if (problem is not null)
        {
            Add(text.Line, problem);
            return null;
        }

        return template;
    }

    /// <summary>The templates of all texts of a structure, by those texts.</summary>
    public IReadOnlyDictionary<string, SkillTemplate> Templates(YamlNode? node, SkillVocabulary vocabulary)
    {
        var templates = new Dictionary<string, SkillTemplate>(StringComparer.Ordinal);
        var waiting = new Stack<YamlNode>();
        for (var at = node; at is not null; at = waiting.TryPop(out var next) ? next : null)
        {
            IEnumerable<YamlNode> inner = at switch
            {
                YamlMap map => map.Entries.Select(static entry => entry.Value),
                YamlList list => list.Items,
                _ => [],
            };
            foreach (var each in inner)
            {
                waiting.Push(each);
            }

            if (at is YamlText text && !templates.ContainsKey(text.Value) && Template(text, vocabulary) is { } template)
            {
                templates[text.Value] = template;
            }
        }

        return templates;
    }
}
