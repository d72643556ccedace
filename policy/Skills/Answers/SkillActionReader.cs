using System.Globalization;
using Moltbot.Policy.Skills.Yaml;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>Reads the actions of a <c>skill.yaml</c> and notes what they reach.</summary>
internal sealed class SkillActionReader(SkillReading reading)
{
    private const int MaxActions = 50;
    private const int MaxParams = 50;
    private const string Types = "api_call, message, run_tool, choose";
    private int _count;

    /// <summary>The hosts that the calls go to.</summary>
    public HashSet<string> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tools that are called.</summary>
    public HashSet<string> Tools { get; } = new(StringComparer.Ordinal);

    /// <summary>The actions of a list, and what templates behind it may read.</summary>
    public (IReadOnlyList<SkillAction> Actions, SkillVocabulary After) List(YamlNode? node, int line, string key, SkillVocabulary vocabulary)
    {
        if (node is null)
        {
            return ([], vocabulary);
        }

        var actions = new List<SkillAction>();
        if (node is not YamlList list)
        {
            reading.Add(line, $"{key} is a list of actions; an action's type is one of {Types}");
            return (actions, vocabulary);
        }

        foreach (var item in list.Items)
        {
            if (++_count > MaxActions)
            {
                reading.Add(item.Line, $"there are more than {MaxActions} actions");
                break;
            }

            if (item is not YamlMap map)
            {
                reading.Add(item.Line, $"an action is a map with a type: {Types}");
            }
            else if (Action(map, vocabulary) is { } action)
            {
                actions.Add(action);
                vocabulary = action is SkillEffect effect ? vocabulary.With(effect.As) : vocabulary;
            }
        }

        return (actions, vocabulary);
    }

    private SkillAction? Action(YamlMap map, SkillVocabulary vocabulary)
    {
        SkillAction? action = (map["type"] as YamlText)?.Value switch
        {
            "api_call" => ApiCall(map, vocabulary),
            "message" => Message(map, vocabulary),
            "run_tool" => RunTool(map, vocabulary),
            "choose" => Choose(map, vocabulary),
            _ => null,
        };
        if (action is null && (map["type"] as YamlText)?.Value is not ("api_call" or "message" or "run_tool" or "choose"))
        {
            reading.Add((map["type"] ?? map).Line, $"an action's type is one of {Types}");
        }

        return action is null || map["on_error"] is not { } failed ? action : action with { OnError = reading.Template(failed, vocabulary) };
    }

    private ApiCallAction? ApiCall(YamlMap map, SkillVocabulary vocabulary)
    {
        reading.OnlyKeys(map, "type", "method", "url", "params", "headers", "body", "as", "map", "timeout", "on_error");
        var method = reading.Text(map, "method") ?? "GET";
        if (method is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE"))
        {
            reading.Add(map["method"]!.Line, $"method is GET, POST, PUT, PATCH or DELETE, not \"{method}\"");
        }

        var timeout = 10;
        if (map["timeout"] is { } limit && !(limit is YamlText text && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out timeout) && timeout is >= 1 and <= 60))
        {
            reading.Add(limit.Line, "timeout is a whole number of seconds, 1 to 60");
        }

        var url = reading.Template(map["url"], vocabulary);
        if (SkillAddress.HostOf(url) is not { } host)
        {
            reading.Add((map["url"] ?? map).Line, "url begins with https:// or http:// and a host that holds no value and no user name, then a /");
            return null;
        }

        Hosts.Add(host);
        return new ApiCallAction
        {
            Method = method,
            Url = url!,
            Params = Templates(map, "params", vocabulary),
            Headers = Headers(map, vocabulary),
            Body = map["body"],
            BodyTexts = reading.Templates(map["body"], vocabulary),
            Timeout = TimeSpan.FromSeconds(timeout),
            As = ResultName(map, "result"),
            Map = Map(map),
        };
    }

    private RunToolAction? RunTool(YamlMap map, SkillVocabulary vocabulary)
    {
        reading.OnlyKeys(map, "type", "tool", "params", "as", "map", "on_error");
        if (reading.Text(map, "tool", max: 64) is not { } tool || !tool.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            reading.Add((map["tool"] ?? map).Line, "tool is the name of a tool");
            return null;
        }

        if (map["params"] is { } wrong and not YamlMap)
        {
            reading.Add(wrong.Line, "params is a map");
        }

        Tools.Add(tool);
        return new RunToolAction { Tool = tool, Arguments = map["params"], ArgumentTexts = reading.Templates(map["params"], vocabulary), As = ResultName(map, "result"), Map = Map(map) };
    }

    private MessageAction? Message(YamlMap map, SkillVocabulary vocabulary)
    {
        reading.OnlyKeys(map, "type", "text", "on_error");
        if (map["text"] is not YamlText { Value.Length: > 0 })
        {
            reading.Add((map["text"] ?? map).Line, "text is what is said");
            return null;
        }

        return reading.Template(map["text"], vocabulary) is { } text ? new MessageAction(text) : null;
    }

    private ChooseAction? Choose(YamlMap map, SkillVocabulary vocabulary)
    {
        reading.OnlyKeys(map, "type", "by", "cases", "else", "on_error");
        var by = reading.Template(map["by"], vocabulary);
        var cases = new List<ChooseCase>();
        if (map["by"] is not YamlText || map["cases"] is not YamlList list)
        {
            reading.Add(map.Line, "choose has by, a text, and cases, a list of maps with is, above or below, and actions");
            return null;
        }

        foreach (var item in list.Items)
        {
            if (item is not YamlMap each || each["actions"] is null)
            {
                reading.Add(item.Line, "a case has is, above or below, and actions");
                continue;
            }

            reading.OnlyKeys(each, "is", "above", "below", "actions");
            cases.Add(new ChooseCase(each["is"] is null ? null : reading.Texts(each, "is", MaxParams), Number(each, "above"), Number(each, "below"), List(each["actions"], each.Line, "actions", vocabulary).Actions));
            if (each["is"] is null && each["above"] is null && each["below"] is null)
            {
                reading.Add(each.Line, "a case has is, above or below");
            }
        }

        var otherwise = List(map["else"], map.Line, "else", vocabulary).Actions;
        return by is null ? null : new ChooseAction(by, cases, otherwise);
    }

    private double? Number(YamlMap map, string key)
    {
        if (map[key] is not { } node)
        {
            return null;
        }

        if (node is YamlText text && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        reading.Add(node.Line, $"{key} is a number");
        return null;
    }

    private string ResultName(YamlMap map, string usual)
    {
        var name = reading.Text(map, "as", max: 32) ?? usual;
        if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') || SkillVocabulary.Reserved.Contains(name, StringComparer.Ordinal))
        {
            reading.Add(map["as"]!.Line, $"as is a name of letters, digits and '_', and none of {string.Join(", ", SkillVocabulary.Reserved)}");
        }

        return name;
    }

    private List<KeyValuePair<string, ValuePath>>? Map(YamlMap map)
    {
        if (map["map"] is null)
        {
            return null;
        }

        var parts = new List<KeyValuePair<string, ValuePath>>();
        foreach (var entry in reading.Entries(map, "map", MaxParams))
        {
            if (ValuePath.Read(((YamlText)entry.Value).Value) is { } path)
            {
                parts.Add(KeyValuePair.Create(entry.Key, path));
            }
            else
            {
                reading.Add(entry.Line, $"{entry.Key} is a way through the answer, such as list[0].name");
            }
        }

        return parts;
    }

    private List<KeyValuePair<string, SkillTemplate>> Headers(YamlMap map, SkillVocabulary vocabulary)
    {
        var headers = Templates(map, "headers", vocabulary, maySecret: true);
        foreach (var (name, _) in headers.Where(static header => !SkillAddress.IsHeader(header.Key)))
        {
            reading.Add(map["headers"]!.Line, $"\"{name}\" is no header that a skill may set: letters, digits and '-', and none that the transport sets (Host, Connection, Content-Length, Content-Type, Transfer-Encoding, Upgrade, Proxy-…)");
        }

        return headers;
    }

    private List<KeyValuePair<string, SkillTemplate>> Templates(YamlMap map, string key, SkillVocabulary vocabulary, bool maySecret = false) =>
    [
        .. reading.Entries(map, key, MaxParams)
            .Select(entry => (entry.Key, Template: reading.Template(entry.Value, vocabulary, maySecret)))
            .Where(static each => each.Template is not null)
            .Select(static each => KeyValuePair.Create(each.Key, each.Template!)),
    ];
}
