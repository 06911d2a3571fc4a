namespace CityActors.Domain.Changes;

/// <summary>What the fold says happened. Numbers are part of the data format: never changed, never reused.</summary>
public enum ChangeKind : byte
{
    /// <summary>A channel has a new value; for streams and history.</summary>
    Reading = 1,

    /// <summary>A reading older than its channel's newest; for history only.</summary>
    LateReading = 2,

    /// <summary>A channel became known. Payload: <see cref="ChannelNaming"/>. Precedes the first reading of the channel.</summary>
    ChannelNamed = 3,

    /// <summary>A twin was registered. Payload: <see cref="TwinPicture"/>.</summary>
    Registered = 4,

    /// <summary>
    /// A twin's attributes, relations, channels or zone changed. Payload: <see cref="TwinPicture"/>, whole, after the change.
    /// </summary>
    Described = 5,

    /// <summary>A twin fell silent for longer than its time to live.</summary>
    Expired = 6,

    /// <summary>An expired twin reported again.</summary>
    Revived = 7,

    /// <summary>A twin was deleted.</summary>
    Deleted = 8,

    /// <summary>A zone was defined; said by the partition that owns its id. Payload: <see cref="ZonePicture"/>.</summary>
    ZoneDefined = 9,

    /// <summary>A record was set aside. Payload: <see cref="Refusal"/>.</summary>
    Quarantined = 10,

    /// <summary>
    /// A definition has a new version; said by the partition that owns its id. Payload: <see cref="DefinitionPicture"/>.
    /// </summary>
    Defined = 11,

    /// <summary>A rule was broken for the first time: an episode begins, and this change names it.</summary>
    AlertRaised = 12,

    /// <summary>The rule of an episode was broken again before the episode ended.</summary>
    AlertRepeated = 13,

    /// <summary>What an alert spoke of is normal again.</summary>
    AlertReturned = 14,

    /// <summary>It stayed normal long enough: the episode is over.</summary>
    AlertCleared = 15,

    /// <summary>What this partition contributes to a derived twin, whole; replaces what it said before of the same window.</summary>
    Partial = 16,

    /// <summary>A window of a derived twin has a value, or a better one, or none.</summary>
    Derived = 17,

    /// <summary>A command was requested, or moved on.</summary>
    CommandChanged = 18,
}
