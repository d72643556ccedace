using Moltbot.Storage.Grains;
using Moltbot.Storage.Sealing;
using Orleans.Storage;

namespace Moltbot.Silo.Engines;

/// <summary>
/// Seals what Orleans' ADO.NET grain storage writes. It sees neither grain nor tenant, so the key is the cluster's and a
/// payload could be moved to another row unnoticed, and that storage tells grains apart by state name and key alone, not
/// by type; grains of ours keep their state in <see cref="SealedGrainStorage"/>, which has neither weakness.
/// </summary>
internal sealed class SealingGrainStorageSerializer(IGrainStateSerializer serializer, SealedBytes seal) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(seal.Seal(serializer.Serialize(input)));

    public T Deserialize<T>(BinaryData input) => serializer.Deserialize<T>(seal.Unseal(input.ToMemory()));
}
