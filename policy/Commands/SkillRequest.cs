namespace Moltbot.Policy.Commands;

/// <summary><c>/skill &lt;name&gt; [request]</c>: what a person wants done by a skill that they name (runtime.md §8).</summary>
/// <param name="Name">The name as it was written; empty for none.</param>
/// <param name="Request">What follows it, all lines; empty for nothing.</param>
public sealed record SkillRequest(string Name, string Request)
{
    /// <summary>Reads one; null for a text that is none.</summary>
    public static SkillRequest? Read(string text)
    {
        if (ChatCommands.Resolve(text) is not { Command.Key: "skill" } found)
        {
            return null;
        }

        // Of a command the first line counts; of a request all of it is meant.
        var lines = text.Trim().Split('\n', 2);
        var words = (found.Arguments ?? "").Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var more = lines.Length > 1 ? lines[1] : "";
        return new SkillRequest(words.ElementAtOrDefault(0) ?? "", $"{words.ElementAtOrDefault(1)}\n{more}".Trim());
    }

    /// <summary>Whether a skill's name is the one that was written: case, spaces, <c>_</c> and <c>-</c> make no difference.</summary>
    public bool Names(string skill) => string.Equals(Plain(skill), Plain(Name), StringComparison.OrdinalIgnoreCase);

    /// <summary>What a model is asked in its place.</summary>
    /// <param name="skill">The skill's own name.</param>
    public string Prompt(string skill) => Request.Length == 0
        ? $"Use the \"{skill}\" skill for this request."
        : $"Use the \"{skill}\" skill for this request.\n\nUser input:\n{Request}";

    private static string Plain(string name) => name.Replace('_', '-');
}
