namespace Moltbot.Policy.Access.Allowlists;

/// <summary>Telephone numbers as <c>+</c> and digits.</summary>
public static class PhoneNumbers
{
    /// <summary>The number in its one form; just <c>+</c> for a text without digits, which matches nobody.</summary>
    public static string Normalize(string? text) => "+" + string.Concat((text ?? "").Where(char.IsAsciiDigit));

    /// <summary>Whether the text is a number at all.</summary>
    public static bool IsNumber(string? normalized) => normalized is { Length: > 1 } && normalized[0] == '+';
}
