namespace Moltbot.Policy.Commands;

/// <summary>What was given with a command: as one text, or by the names of its parameters as a platform delivers it.</summary>
/// <param name="Raw">The text as written; it counts before the values.</param>
/// <param name="Values">By parameter; null where only a text was given.</param>
public sealed record CommandArguments(string? Raw, IReadOnlyDictionary<string, string>? Values = null)
{
    /// <summary>The text that would be typed after the command's name; null for nothing.</summary>
    public string? TextFor(ChatCommand command)
    {
        if (!string.IsNullOrWhiteSpace(Raw))
        {
            return Raw.Trim();
        }

        var words = new List<string>();
        foreach (var parameter in command.Parameters)
        {
            if (Values?.GetValueOrDefault(parameter.Name)?.Trim() is not { Length: > 0 } value)
            {
                continue;
            }

            words.Add(value);
            if (parameter.TakesRest)
            {
                break;
            }
        }

        return words.Count > 0 ? string.Join(' ', words) : null;
    }
}
