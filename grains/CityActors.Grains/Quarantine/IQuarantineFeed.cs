using CityActors.Quarantine;

namespace CityActors.Grains.Quarantine;

/// <summary>Feeds a quarantined payload through ingress again. A port: ingress implements it.</summary>
public interface IQuarantineFeed
{
    /// <summary>Tries again.</summary>
    /// <returns>Null when it was accepted and is durable; else the reason why not.</returns>
    Task<string?> Feed(QuarantineEntry entry, CancellationToken cancellationToken = default);
}
