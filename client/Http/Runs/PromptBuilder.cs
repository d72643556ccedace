using System.Text;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Makes one prompt of a list of messages: what came before is told as context, what is to be answered comes last.</summary>
internal sealed class PromptBuilder
{
    private readonly List<string> _system = [];
    private readonly List<(string Sender, string Text, bool IsAsked)> _said = [];

    public void AddSystem(string text)
    {
        if (text.Trim() is { Length: > 0 } trimmed)
        {
            _system.Add(trimmed);
        }
    }

    public void AddUser(string text) => Add("User", text, isAsked: true);

    public void AddAssistant(string text) => Add("Assistant", text, isAsked: false);

    public void AddTool(string? name, string text) => Add(string.IsNullOrWhiteSpace(name) ? "Tool" : $"Tool:{name.Trim()}", text, isAsked: true);

    /// <summary>Added to the system prompt; null for nothing.</summary>
    public string? System => _system.Count == 0 ? null : string.Join("\n\n", _system);

    /// <summary>The prompt; empty when nothing was asked.</summary>
    public string Message()
    {
        int asked = _said.FindLastIndex(entry => entry.IsAsked);
        if (asked < 0)
        {
            return "";
        }

        if (asked == 0)
        {
            return _said[0].Text;
        }

        var text = new StringBuilder("[Chat messages since your last reply - for context]");
        foreach ((string sender, string said, _) in _said.Take(asked))
        {
            text.Append('\n').Append(sender).Append(": ").Append(said);
        }

        return text.Append("\n\n[Current message - respond to this]\n").Append(_said[asked].Sender).Append(": ").Append(_said[asked].Text).ToString();
    }

    private void Add(string sender, string text, bool isAsked)
    {
        if (text.Trim() is { Length: > 0 } trimmed)
        {
            _said.Add((sender, trimmed, isAsked));
        }
    }
}
