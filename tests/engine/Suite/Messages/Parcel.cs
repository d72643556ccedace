namespace Moltbot.Engine.Tests.Suite.Messages;

[GenerateSerializer]
public class Parcel
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public List<string> Items { get; set; } = [];

    /// <summary>Not marked: it stays behind.</summary>
    public string Forgotten { get; set; } = "new";

    [Id(2)]
    public Parcel? Inner { get; set; }

    [Id(3)]
    private int _secret;

    public int Secret => _secret;

    public void Keep(int secret) => _secret = secret;
}
