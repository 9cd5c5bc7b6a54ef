"""Emergency, delivery, dental, laboratory, nutrition, physiotherapy and inpatient."""
