namespace CityActors.Streams;

/// <summary>Where the streams of the city stand. Keyed by 0; stateless.</summary>
[Alias("city.IChangesGrain")]
public interface IChangesGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The token of now: everything that was told before lies up to it, everything that is told later after it. Subscribe several
    /// cells with one such token and each goes on at the same place, whether or not anything happens in it.
    /// </summary>
    [Alias("Now")]
    Task<ChangeToken> Now();
}
