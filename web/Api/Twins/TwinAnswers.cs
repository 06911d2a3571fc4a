namespace CityActors.Web.Api.Twins;

/// <summary>A page of twins.</summary>
/// <param name="Twins">In the order of their ids.</param>
/// <param name="Next">Id to go on after; null on the last page.</param>
/// <param name="Total">How many match in all.</param>
internal sealed record TwinAnswers(IEnumerable<TwinDocument> Twins, string? Next, long Total);

/// <summary>What a batched read asks for.</summary>
/// <param name="Ids">Ids of twins.</param>
internal sealed record TwinReadRequest(string[] Ids);

/// <summary>What a batched read found.</summary>
/// <param name="Twins">In the order asked for.</param>
/// <param name="Missing">Ids of which there is no twin.</param>
internal sealed record TwinReadAnswer(IEnumerable<TwinDocument> Twins, IEnumerable<string> Missing);

/// <summary>Relations of a twin, both ways.</summary>
/// <param name="Outgoing">Those that start at it.</param>
/// <param name="Incoming">Those that point at it.</param>
internal sealed record RelationAnswer(IEnumerable<RelationDocument> Outgoing, IEnumerable<RelationDocument> Incoming);

/// <summary>Types of twins.</summary>
internal sealed record TypeAnswer(IEnumerable<TypeDocument> Types);

/// <summary>A type and how many twins are of it.</summary>
internal sealed record TypeDocument(string Type, long Count);
