namespace Moltbot.Policy;

/// <summary>The version this program tells clients and stamps documents with.</summary>
public static class ProductVersion
{
    /// <summary>Year, month and day as the original counts; its clients print it and compare nothing.</summary>
    public const string Text = "2026.11.21";
}
