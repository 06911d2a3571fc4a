namespace CityActors.Commands;

/// <summary>
/// What the readings of a twin say of a command that its device calls done, for as long as no later command of the channel is done.
/// Numbers are part of the data format.
/// </summary>
[GenerateSerializer, Alias("city.CommandReport")]
public enum CommandReport : byte
{
    /// <summary>The command is not done.</summary>
    None = 0,

    /// <summary>The device says done, but no reading has shown it since.</summary>
    Unconfirmed = 1,

    /// <summary>The channel reports the desired value.</summary>
    Converged = 2,

    /// <summary>The channel reports another value: the device lied, or something changed it since.</summary>
    Diverged = 3,
}
