namespace Moltbot.TestSupport.Platforms;

/// <summary>A group.</summary>
public interface IPlatformGroup
{
    /// <summary>The id of its chat.</summary>
    string ChatId { get; }
}
