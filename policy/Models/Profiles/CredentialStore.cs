namespace Moltbot.Policy.Models.Profiles;

/// <summary>An agent's stored credentials.</summary>
/// <param name="Profiles">In the order stored.</param>
/// <param name="Order">Provider → profile ids in the order to try, as a person set it.</param>
public sealed record CredentialStore(
    IReadOnlyList<CredentialProfile> Profiles, IReadOnlyDictionary<string, IReadOnlyList<string>> Order)
{
    public CredentialProfile? Find(string id) => Profiles.FirstOrDefault(profile => profile.Id == id);
}
