using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Skills.Yaml;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>
/// One answer of a skill, step by step: it says what is to be done outside, is told what came of it, and says the reply. It has no loops, so
/// it ends.
/// </summary>
public sealed class SkillRun
{
    /// <summary>Characters of a reply. Arbitrary: more than anybody reads in a chat.</summary>
    internal const int MaxReply = 8_000;

    private readonly AnsweringSkill _skill;
    private readonly JsonObject _values;
    private readonly Stack<(IReadOnlyList<SkillAction> Actions, int Next)> _open = new();
    private readonly List<string> _said = [];
    private SkillEffect? _waiting;
    private string? _lastResult;
    private SkillStep.Failure? _failed;

    /// <summary>Begins.</summary>
    /// <param name="skill">The skill.</param>
    /// <param name="match">What made it answer.</param>
    /// <param name="facts">What it may know.</param>
    public SkillRun(AnsweringSkill skill, SkillMatch match, SkillFacts facts)
    {
        _skill = skill;
        _values = facts.Values(match, skill.Secrets);
        _open.Push((skill.Actions, 0));
    }

    /// <summary>What is to be done next; an effect is asked for until its result was told.</summary>
    public SkillStep Next()
    {
        while (_failed is null)
        {
            SkillAction? action = _waiting;
            if (action is null && !TryTake(out action))
            {
                break;
            }

            try
            {
                switch (action)
                {
                    case MessageAction message:
                        _said.Add(message.Text.Fill(_values));
                        break;
                    case ChooseAction choice:
                        _open.Push((Chosen(choice), 0));
                        break;
                    case ApiCallAction call:
                        _waiting = call;
                        return new SkillStep.Call(Request(call));
                    case RunToolAction tool:
                        _waiting = tool;
                        return new SkillStep.Tool(tool.Tool, Filled(tool.Arguments, tool.ArgumentTexts)?.ToJsonString() ?? "{}");
                }
            }
            catch (Exception wrong) when (wrong is SkillValueMissingException or SkillValueException)
            {
                Fail(action!, wrong.Message);
            }
        }

        return _failed ?? Said();
    }

    /// <summary>The effect that was asked for is done.</summary>
    /// <param name="result">What came of it: JSON, or a text.</param>
    public void Succeeded(string result)
    {
        var done = _waiting ?? throw new InvalidOperationException("nothing was asked for");
        _waiting = null;
        try
        {
            var whole = Parsed(result);
            _values[done.As] = done.Map is { } map
                ? new JsonObject(map.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Key, (part.Value.Find(whole) ?? throw new SkillValueMissingException($"{done.As}.{part.Value.Text}")).DeepClone())))
                : whole;
            _lastResult = result;
        }
        catch (SkillValueMissingException wrong)
        {
            Fail(done, wrong.Message);
        }
    }

    /// <summary>The effect that was asked for came to nothing, or nobody knows what came of it.</summary>
    /// <param name="error">Why.</param>
    public void Failed(string error)
    {
        var done = _waiting ?? throw new InvalidOperationException("nothing was asked for");
        _waiting = null;
        Fail(done, error);
    }

    private bool TryTake(out SkillAction? action)
    {
        while (_open.TryPop(out var open))
        {
            if (open.Next < open.Actions.Count)
            {
                _open.Push((open.Actions, open.Next + 1));
                action = open.Actions[open.Next];
                return true;
            }
        }

        action = null;
        return false;
    }

    private SkillStep Said()
    {
        var text = _said.Count > 0 ? string.Join("\n\n", _said) : _lastResult;
        return string.IsNullOrWhiteSpace(text)
            ? new SkillStep.Failure($"The skill {_skill.Name} said nothing.", "no reply")
            : new SkillStep.Reply(text.Length > MaxReply ? TextPrefix.Of(text, MaxReply) + "…" : text);
    }

    private void Fail(SkillAction action, string error)
    {
        var text = $"The skill {_skill.Name} could not answer: {error}.";
        try
        {
            text = action.OnError?.Fill(_values) ?? text;
        }
        catch (SkillValueMissingException)
        {
            // What it would say instead lacks something too.
        }

        _failed = new SkillStep.Failure(text, error);
    }

    private IReadOnlyList<SkillAction> Chosen(ChooseAction choice)
    {
        var value = choice.By.Fill(_values);
        double? number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) && double.IsFinite(read) ? read : null;
        return choice.Cases.FirstOrDefault(each =>
            (each.Is is null || each.Is.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase))
            && (each.Above is null || number > each.Above) && (each.Below is null || number < each.Below))?.Actions ?? choice.Else;
    }

    private SkillCall Request(ApiCallAction call)
    {
        KeyValuePair<string, string>[] parameters = [.. call.Params.Select(each => KeyValuePair.Create(each.Key, each.Value.Fill(_values)))];
        var url = call.Url.Fill(_values, SkillAddress.Segment);
        return new SkillCall
        {
            Method = call.Method,
            Url = url,
            Params = parameters,
            Address = SkillAddress.Whole(url, parameters),
            Headers = [.. call.Headers.Select(each => KeyValuePair.Create(each.Key, HeaderValue(each.Key, each.Value.Fill(_values))))],
            Body = call.Body is YamlText text ? call.BodyTexts[text.Value].Fill(_values) : Filled(call.Body, call.BodyTexts)?.ToJsonString(),
            ContentType = call.Body switch { null => null, YamlText => "text/plain", _ => "application/json" },
            Timeout = call.Timeout,
        };
    }

    private static string HeaderValue(string name, string value) =>
        value.All(static c => c is >= ' ' and <= '~') ? value : throw new SkillValueException($"the value of the header {name} is not plain ASCII");

    private JsonNode? Filled(YamlNode? node, IReadOnlyDictionary<string, SkillTemplate> templates) =>
        YamlJson.Of(node, text => templates.TryGetValue(text, out var template) ? template.FillNode(_values) : JsonValue.Create(text));

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
