namespace Moltbot.Protocol.Schemas;

/// <summary>Words a list of reasons as one text (section 1.2).</summary>
public static class ValidationErrors
{
    /// <summary>Reasons shown at most; a frame full of unknown keys must not be answered by one as long.</summary>
    public const int MaxShown = 100;

    /// <summary>Joins the reasons, each said once.</summary>
    public static string Format(IReadOnlyList<ValidationError>? errors)
    {
        if (errors is null || errors.Count == 0)
        {
            return "unknown validation error";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<string>();
        var more = 0;
        foreach (var error in errors)
        {
            var part = Word(error);
            if (string.IsNullOrWhiteSpace(part) || !seen.Add(part))
            {
                continue;
            }

            if (parts.Count < MaxShown)
            {
                parts.Add(part);
            }
            else
            {
                more++;
            }
        }

        if (more > 0)
        {
            parts.Add($"and {more} more");
        }

        return parts.Count == 0 ? "unknown validation error" : string.Join("; ", parts);
    }

    private static string Word(ValidationError error)
    {
        if (!string.IsNullOrWhiteSpace(error.UnexpectedProperty))
        {
            var place = error.Path.Length > 0 ? error.Path : "root";
            return $"at {place}: unexpected property '{error.UnexpectedProperty}'";
        }

        var message = string.IsNullOrWhiteSpace(error.Message) ? "validation error" : error.Message;
        return error.Path.Length > 0 ? $"at {error.Path}: {message}" : message;
    }
}
