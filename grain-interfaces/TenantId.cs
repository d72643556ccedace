namespace Moltbot.GrainInterfaces;

/// <summary>The name of a tenant: 1 to 32 of <c>a-z 0-9 -</c>, beginning with a letter or digit.</summary>
public static class TenantId
{
    /// <summary>The one tenant of an installation where none are configured.</summary>
    public const string Default = "default";

    /// <summary>
    /// The realm of the installation's operator: it holds the registry of tenants and no sessions, and no tenant can have its name.
    /// </summary>
    public const string Operator = "operator";

    /// <summary>Whether the text is a tenant id.</summary>
    public static bool IsValid(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 32 || text[0] == '-')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Answers the text itself when it is a tenant id.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static string Check(string? text) => IsValid(text)
        ? text!
        : throw new FormatException("A tenant id has 1 to 32 of a-z, 0-9 and '-', and does not begin with '-'.");
}
