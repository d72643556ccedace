using System.Text;
using Moltbot.Policy.Exec.Text;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Values;

namespace Moltbot.Grains.Agents.Prompts;

/// <summary>A skill that a model is told of. Who wrote it is a stranger, though somebody approved it: its words are one plain line.</summary>
/// <param name="Name">Its name, made of letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Description">When it is used: one line of what is seen, at most <see cref="MaxDescription"/> UTF-16 units.</param>
/// <param name="Hash">The hash over the files that were approved; no others are read.</param>
/// <param name="IsForPeople">Whether people may call it by <c>/skill</c>.</param>
internal sealed record ToldSkill(string Name, string Description, string Hash, bool IsForPeople = true)
{
    /// <summary>The folder under which models find skills; no sandbox has it.</summary>
    public const string Root = "/skills/";

    /// <summary>Arbitrary: two lines of a screen, for each of up to fifty.</summary>
    private const int MaxDescription = 300;

    /// <summary>Where a model reads it.</summary>
    public string Location => $"{Root}{Name}/{SkillFolder.WordsFile}";

    /// <summary>The line that a prompt has of it.</summary>
    public string Line => $"- {Name}: {Description} ({Location})";

    /// <summary>A description as one line of characters that are seen.</summary>
    public static string LineOf(string description)
    {
        var line = new StringBuilder(description.Length);
        foreach (Rune rune in description.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                line.Append(line.Length > 0 && line[^1] != ' ' ? " " : "");
            }
            else if (!HostileText.Hides(rune))
            {
                line.Append(rune.ToString());
            }
        }

        string text = line.ToString().Trim();
        return text.Length <= MaxDescription ? text : TextPrefix.Of(text, MaxDescription - 1) + "…";
    }
}
