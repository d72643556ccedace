using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>Reads a <c>skill.yaml</c>.</summary>
internal sealed class AnsweringSkillReader(SkillReading reading)
{
    private const int MaxTriggers = 50;
    private const int MaxHosts = 20;
    private const int MaxSecrets = 10;

    public AnsweringSkill? Read(YamlMap map)
    {
        var before = reading.Problems;
        reading.OnlyKeys(map, "name", "description", "homepage", "hosts", "secrets", "triggers", "actions", "reply");
        var name = reading.Text(map, "name", SkillLimits.MaxName);
        if (SkillNames.ProblemOf(name) is { } wrongName)
        {
            reading.Add(map["name"]?.Line ?? map.Line, wrongName);
        }

        IReadOnlyList<SkillTrigger> triggers = Triggers(map);
        IReadOnlyList<string> secrets = reading.Texts(map, "secrets", MaxSecrets);
        foreach (var secret in secrets.Where(static secret => !SkillNames.IsVariable(secret)))
        {
            reading.Add(map["secrets"]!.Line, $"a secret is named like a variable, A-Z, 0-9 and _, not \"{secret}\"");
        }

        var vocabulary = SkillVocabulary.Of(triggers.SelectMany(static trigger => trigger.Groups), secrets);
        var actions = new SkillActionReader(reading);
        var (read, after) = actions.List(map["actions"], map.Line, "actions", vocabulary);
        if (map["reply"] is { } reply)
        {
            read = reading.Template(reply, after) is { } template ? [.. read, new MessageAction(template)] : read;
            if (reply is not YamlText { Value.Length: > 0 })
            {
                reading.Add(reply.Line, "reply is a text");
            }
        }

        if (read.Count == 0 && reading.Problems == before)
        {
            reading.Add(map.Line, "has neither actions nor a reply");
        }

        Declared(map, actions.Hosts);
        return reading.Problems > before ? null : new AnsweringSkill
        {
            Name = name!,
            Description = reading.Text(map, "description", SkillLimits.MaxDescription) ?? $"Answers \"{triggers[0].Written}\"",
            Homepage = reading.Text(map, "homepage"),
            Hosts = [.. actions.Hosts.Order(StringComparer.Ordinal)],
            Secrets = secrets,
            Tools = [.. actions.Tools.Order(StringComparer.Ordinal)],
            Triggers = triggers,
            Actions = read,
        };
    }

    /// <summary>Where a skill declares its hosts, it calls no others.</summary>
    private void Declared(YamlMap map, IReadOnlyCollection<string> called)
    {
        if (map["hosts"] is not { } node)
        {
            return;
        }

        IReadOnlyList<string> declared = reading.Texts(map, "hosts", MaxHosts);
        foreach (var host in called.Where(host => !declared.Contains(host, StringComparer.OrdinalIgnoreCase)))
        {
            reading.Add(node.Line, $"calls {host}, which hosts does not name; named: {(declared.Count == 0 ? "none" : string.Join(", ", declared))}");
        }
    }

    private List<SkillTrigger> Triggers(YamlMap map)
    {
        var triggers = new List<SkillTrigger>();
        if (map["triggers"] is not YamlList { Items: { Count: > 0 and <= MaxTriggers } items })
        {
            reading.Add(map["triggers"]?.Line ?? map.Line, $"triggers is a list of 1 to {MaxTriggers} texts, or maps with text or pattern");
            return triggers;
        }

        foreach (var item in items)
        {
            var (text, pattern) = item switch
            {
                YamlText bare => (bare.Value, null),
                YamlMap each => Named(each),
                _ => (null, null),
            };
            if ((text ?? pattern)?.Trim() is not { Length: > 0 and <= SkillTrigger.MaxLength } || (text is not null && pattern is not null))
            {
                reading.Add(item.Line, $"a trigger is a text of 1 to {SkillTrigger.MaxLength} characters, or a map with text or pattern");
            }
            else if (text is not null)
            {
                triggers.Add(SkillTrigger.OfText(text.Trim()));
            }
            else if (SkillTrigger.OfPattern(pattern!, out var problem) is { } made)
            {
                triggers.Add(made);
            }
            else
            {
                reading.Add(item.Line, problem!);
            }
        }

        return triggers;
    }

    private (string? Text, string? Pattern) Named(YamlMap each)
    {
        reading.OnlyKeys(each, "text", "pattern");
        return ((each["text"] as YamlText)?.Value, (each["pattern"] as YamlText)?.Value);
    }
}
